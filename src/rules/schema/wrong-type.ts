import type { BlockVersions } from "../../aws/schema-versions.ts";
import type { Stack } from "../../lambda/index.ts";
import { oncePer } from "../../once-per.ts";
import {
  encloses,
  isCallersChoice,
  isSamePlace,
  mayRunFrom,
  type Place,
  PlaceIndex,
  type TypeConstraint,
  type Value,
} from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { argumentMisfits } from "../shared/expressions/reference-walk.ts";
import { spokenFound } from "../shared/expressions/shape-misfit.ts";
import { type Misfit, misfitPlace, spokenType, toConstraint, typeMisfit } from "../shared/expressions/type-misfit.ts";
import {
  type ValuedBlock,
  type ValuedConfiguration,
  valuedBlocks,
  valuedConfigurations,
} from "../shared/schema/schema-values.ts";
import { spokenOwner } from "../shared/schema/schema-walk.ts";

export default defineRule({
  summary: "An argument has a value of the wrong type",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, 5.100.0, 4.67.0 and 3.75, schema; Terraform language, Type Conversions (2026-11)",
  why: `Terraform stops with "Incorrect attribute value type". It converts a number to a string and "30" to a number, but neither a
string to a list nor a list to a string.`,
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
  layers        = "arn:aws:lambda:eu-central-1:123456789012:layer:tools:1"
  timeout       = "30s"
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
  layers        = ["arn:aws:lambda:eu-central-1:123456789012:layer:tools:1"]
  timeout       = 30
}`,
  check({ stack }) {
    const found = valuedBlocks(stack).flatMap((block) => {
      const types = typesByName(block.schema);
      return block.body.argumentNames.flatMap((name) => check(block, name, types));
    });
    const ofProviders = valuedConfigurations(stack).flatMap((block) => {
      const types = typesByName(block.schema);
      return block.body.argumentNames.flatMap((name) => checkProvider(block, name, types));
    });
    return [...found, ...ofProviders, ...byDeclaration(stack, found)];
  },
});

const SEQUENCES: ReadonlySet<string> = new Set(["list", "set", "tuple"]);

/** Values that are not known, but whose type is declared: those of variables, attributes and functions. */
function byDeclaration(stack: Stack, found: readonly RuleFinding[]): readonly RuleFinding[] {
  if (!mayRunFrom(FIRST_WITHOUT_FLATTENING, stack.root)) return [];
  const places = new PlaceIndex(found, ({ at }) => at);
  return argumentMisfits(stack)
    .filter(({ at, blocks: [outer] }) => outer?.type !== "module" && !places.hasWithin(at))
    .map(({ at, name, blocks: [outer], misfit }) => ({
      at,
      resource: `${outer?.type === "data" ? "data." : ""}${outer?.labels.map(({ value }) => value).join(".")}`,
      message: `${name} is ${spokenFound(misfit)}, but must be ${spokenType(misfit.wanted)}`,
      help: SEQUENCES.has(misfit.found) ? "Take one of its elements" : helpForType(misfit.wanted),
    }));
}

function check(block: ValuedBlock, name: string, types: TypesByName): RuleFinding[] {
  const { resource, path } = block;
  const misfit = misfitOf(block, name, types);
  if (!misfit || (path.length === 0 && isCallersChoice(resource, name))) return [];
  return findings(misfit, block, name, resource);
}

/** Values in the provider block itself, which nobody else chooses. */
function checkProvider(block: ValuedConfiguration, name: string, types: TypesByName): RuleFinding[] {
  const misfit = misfitOf(block, name, types);
  if (!misfit || !encloses(block.body.place(name), misfit.value.place)) return [];
  return findings(misfit, block, name, block);
}

/** A value that no version of the provider accepts. */
function misfitOf(
  { body, schema }: ValuedBlock | ValuedConfiguration,
  name: string,
  typesByName: TypesByName,
): Misfit | undefined {
  const types = takenTypes(schema, name, typesByName);
  const value = body.value(name);
  const misfit = types[0] && typeMisfit(value, types[0]);
  return types.every((type) => typeMisfit(value, type) !== undefined) ? misfit : undefined;
}

function findings(
  misfit: Misfit,
  block: ValuedBlock | ValuedConfiguration,
  name: string,
  { address, module }: Pick<ValuedConfiguration, "address" | "module">,
): RuleFinding[] {
  const value = block.body.value(name);
  const argument = block.body.place(name);
  const at = misfitPlace(misfit, argument);
  if (isTakenFromMap(misfit.value, at)) return [];
  const isInBrackets = isWrapped(value, misfit);
  if (isInBrackets && !mayRunFrom(FIRST_WITHOUT_FLATTENING, module)) return [];
  const isWhole = at === argument || isSamePlace(at, argument);
  const fix = isWhole ? converted(misfit, argument) : undefined;
  return [
    {
      at,
      resource: address,
      message: `${misfit.value === value ? name : `A value in ${name}`} of ${spokenOwner(block)} is ${misfit.found}, but must be ${spokenType(misfit.expected)}`,
      help: isInBrackets ? "Remove the outer brackets: what they contain is already a list" : helpFor(misfit, at),
      ...(fix && { fix }),
      suggestions: isWhole ? elementOf(misfit, argument) : [],
    },
  ];
}

type TypesByName = Map<string, readonly TypeConstraint[]>;
const typesByName = oncePer((_schema: BlockVersions): TypesByName => new Map());

/** What an argument accepts in each version of the provider; empty if another rule checks it. */
function takenTypes(schema: BlockVersions, name: string, typesByName: TypesByName): readonly TypeConstraint[] {
  const known = typesByName.get(name);
  if (known) return known;
  const versions = schema.attribute(name);
  // schema/read-only-argument reports what cannot be written
  const isWritable = versions.some(({ required, optional }) => required || optional);
  // an argument in one version that is a block in another
  const isArgument = isWritable && schema.nested(name).length === 0 && !schema.isOpen;
  const types = isArgument ? versions.map(({ type }) => toConstraint(type)) : [];
  typesByName.set(name, types);
  return types;
}

/** An attribute of all instances at once, `aws_subnet.all.id`: schema/unknown-attribute reports that. */
function isTakenFromMap(value: Value, { file, end }: Place): boolean {
  return value.kind === "resource" && /^\.[\w-]/.test(file.text.slice(end, end + 2));
}

/** The first version that does not accept a list in a list for the list itself. */
const FIRST_WITHOUT_FLATTENING = [0, 12];

/** A list in a list, `["${var.names}"]`, as Terraform 0.11 accepted it. */
function isWrapped(value: Value, { value: inner }: Misfit): boolean {
  return value.kind === "list" && value.elements.length === 1 && value.elements[0] === inner && inner.kind === "list";
}

function helpFor({ value, expected }: Misfit, at: Place): string {
  if (value.kind === "resource")
    return `Use one of its attributes, such as ${value.resource}.arn or ${value.resource}.id`;
  if (value.kind !== "list" || SEQUENCES.has(expected.kind)) return helpForType(expected);
  const isWritten = at.file.text[at.start] === "[";
  const isAlone = value.elements.length === 1;
  if (isWritten) return isAlone ? "Write its element, without the brackets" : helpForType(expected);
  return `${isAlone ? "Take its element" : "Take one of its elements"}${isIndexed(value, at) ? `, such as ${at.file.slice(at)}[0]` : ""}`;
}

/** Whether a number can follow the expression: one that is only a name, of a list and not of a set. */
function isIndexed(value: Value, { file, ...span }: Place): boolean {
  return (
    value.kind === "list" && value.collection !== "set" && /^(?:local|var|module)\.[\w.-]+$/.test(file.slice(span))
  );
}

/** The only element of a list that is written elsewhere, such as in a local value. */
function elementOf({ value, expected }: Misfit, place: Place): readonly Fix[] {
  const [only, ...others] = value.kind === "list" && !value.open ? value.elements : [];
  if (!only || others.length > 0 || !isIndexed(value, place) || typeMisfit(only, expected) !== undefined) return [];
  const end = { ...place, start: place.end };
  return [{ title: "Take its element", edits: [{ place: end, newText: "[0]" }] }];
}

function helpForType(expected: TypeConstraint): string {
  return expected.kind === "list" || expected.kind === "set"
    ? "Write it in brackets: [ … ]"
    : `Write ${spokenType(expected)}`;
}

function converted(misfit: Misfit, argument: Place): Fix | undefined {
  return inList(misfit, argument) ?? outOfList(misfit, argument);
}

/** A list of one value where a single such value is required. */
function outOfList({ value, expected }: Misfit, { file, start, end }: Place): Fix | undefined {
  const [only, ...others] = value.kind === "list" && !value.open ? value.elements : [];
  if (!only || others.length > 0 || typeMisfit(only, expected) !== undefined || only.place.file !== file)
    return undefined;
  const { place } = only;
  // what a call or a local has in its list is not written here
  const isWritten = place.start > start && place.end < end && /^\[\s*$/.test(file.text.slice(start, place.start));
  if (!isWritten || !/^\s*,?\s*\]$/.test(file.text.slice(place.end, end))) return undefined;
  return {
    title: "Write its element, without the brackets",
    edits: [{ place: { file, start, end }, newText: file.slice(place) }],
  };
}

/** A single value where a list of such values is required. */
function inList({ value, expected }: Misfit, { file, start, end }: Place): Fix | undefined {
  if (expected.kind !== "list" && expected.kind !== "set") return undefined;
  if (typeMisfit(value, expected.of) !== undefined) return undefined;
  return {
    title: "Write a list",
    edits: [{ place: { file, start, end }, newText: `[${file.text.slice(start, end)}]` }],
  };
}
