import { didYouMean, editDistance, numbersOf } from "../../../aws/did-you-mean.ts";
import type { Attribute, Expression } from "../../../hcl/index.ts";
import type { Stack } from "../../../lambda/index.ts";
import { type Declared, placeOf, type TypeConstraint } from "../../../terraform/index.ts";
import type { Fix } from "../../rule.ts";
import { fixOf, replacing } from "../edits/fixes.ts";
import { expressionType } from "../expressions/reference-walk.ts";
import { shapeMisfit } from "../expressions/shape-misfit.ts";
import { toConstraint } from "../expressions/type-misfit.ts";
import { holdersOf } from "./into-block.ts";
import { meantBlock, meantJsonBlock } from "./meant-block.ts";
import { producedType } from "./schema-names.ts";
import { isMetaArgument, isMetaBlock, type SchemaBlock } from "./schema-walk.ts";

/** The argument that an unknown one stands for. */
export interface MeantArgument {
  readonly name: string;
  /** Whether it is a misspelling of it, rather than another word for it. */
  readonly isCertain: boolean;
  /** The names that may be written there. */
  readonly among: readonly string[];
  /** Write the argument, or another one that may be meant; without those whose value would have the wrong type. */
  readonly edits: readonly Fix[];
}

/**
 * What an argument may be written as: its name, and whether its value has to be put in brackets for that, or taken out
 * of them.
 */
interface Candidate {
  readonly name: string;
  readonly isRequired: boolean;
  readonly isDeprecated: boolean;
  readonly fits: "as it is" | "in brackets" | "without brackets" | "no";
}

/**
 * The argument that an unknown one most likely stands for: one that may be written there, and is not. It has a similar
 * name (`memory_sise`), or one with the same words and more or fewer of them (`retention` for `retention_in_days`). In
 * JSON syntax it may also be a block.
 */
export function meantArgument(
  { node, file }: Declared<Attribute>,
  found: SchemaBlock,
  stack: Stack,
): MeantArgument | undefined {
  const all = candidates({ node, file }, found, stack);
  const value = file.slice(node.expression);
  const near = nearest(node.name, value, all);
  const isAlone = near !== undefined && isOnlyMeaning(node.name, near, all);
  const isElsewhere = holdersOf(node.name, found).length > 0;
  const wanted = isElsewhere ? all.filter(({ isRequired }) => isRequired) : all;
  const chosen = isAlone ? near : (byWords(node.name, value, wanted) ?? near ?? byKind(value, all));
  if (chosen) {
    const others = bareKinds(node.name, value, chosen, all);
    const isFitting = GENERAL.has(chosen.name) ? chosen.fits === "as it is" : chosen.fits !== "no";
    const isCertain = isAlone && isFitting && !chosen.isDeprecated && others.length === 0;
    // a text without a reference is an ARN or is none
    const isPlain = /^"(?!arn:)[^$%"]*"$/.test(value);
    const edits = [chosen, ...others.filter(({ name }) => name !== "arn" || !isPlain)].flatMap(
      (one) => renamed({ node, file }, one) ?? [],
    );
    return { name: chosen.name, isCertain, among: all.map((one) => one.name), edits };
  }
  const block = file.path.endsWith(".json") ? meantJsonBlock(node.name, node.expression, found) : undefined;
  const place = placeOf(node.nameSpan, file);
  if (block === undefined) return undefined;
  const among = [...found.schema.newest.blocks.keys()];
  return { name: block, isCertain: true, among, edits: [replacing(place, block)] };
}

function candidates({ node, file }: Declared<Attribute>, found: SchemaBlock, stack: Stack): readonly Candidate[] {
  const typeOf = (expression: Expression) => expressionType(stack, found.module, expression, file);
  const type = typeOf(node.expression);
  const only = onlyElement(node.expression);
  const fits = (wanted: TypeConstraint): Candidate["fits"] => {
    if (shapeMisfit(type, wanted) === undefined) return "as it is";
    if (file.path.endsWith(".json")) return "no";
    if (only && shapeMisfit(typeOf(only), wanted) === undefined) return "without brackets";
    const isList = wanted.kind === "list" || wanted.kind === "set";
    return isList && shapeMisfit(type, wanted.of) === undefined ? "in brackets" : "no";
  };
  return [...found.schema.newest.attributes].flatMap(([name, { required, optional, deprecated, type: wanted }]) =>
    (required || optional) && name !== "id" && !found.block.attributes.has(name)
      ? [{ name, isRequired: required, isDeprecated: deprecated !== undefined, fits: fits(toConstraint(wanted)) }]
      : [],
  );
}

function onlyElement(expression: Expression): Expression | undefined {
  return expression.kind === "tuple" && expression.elements.length === 1 ? expression.elements[0] : undefined;
}

/**
 * What nearly every resource has, so that few mean it who write something else: `version` is no misspelling of
 * `region`.
 */
const GENERAL: ReadonlySet<string> = new Set(["region", "tags_all"]);

/** The one with a similar name, best one that is not deprecated; another number in a name is no misspelling of it. */
function nearest(name: string, value: string, all: readonly Candidate[]): Candidate | undefined {
  const alike = all.filter(
    (one) =>
      numbersOf(one.name) === numbersOf(name) &&
      !isOtherValue(one.name, value) &&
      (!GENERAL.has(one.name) || editDistance(name, one.name, 1) <= 1),
  );
  const among = (isDeprecated: boolean) =>
    didYouMean(
      name,
      alike.filter((one) => one.isDeprecated === isDeprecated).map((one) => one.name),
    );
  const near = among(false) ?? among(true);
  return all.find((one) => one.name === near);
}

/** Whether an argument with a similar name is the only one that can be meant: no other has just some of its words. */
function isOnlyMeaning(name: string, near: Candidate, all: readonly Candidate[]): boolean {
  if (editDistance(name, near.name, 1) <= 1) return true;
  const own = wordsOf(name);
  return !all.some((one) => one !== near && one.isRequired && isPart(wordsOf(one.name), own));
}

/** The argument whose name has the same words and more, or fewer: a required one, or the only one. */
function byWords(name: string, value: string, all: readonly Candidate[]): Candidate | undefined {
  const own = wordsOf(name);
  const alike = all.filter((one) => {
    if (GENERAL.has(one.name)) return false;
    const words = wordsOf(one.name);
    const isAlike = isPart(words, own) || (isPart(own, words) && words.size <= own.size + MOST_ADDED);
    return isAlike && one.fits !== "no" && !one.isDeprecated && !isOtherKind(name, one.name, value);
  });
  const required = alike.filter(({ isRequired }) => isRequired);
  const [only, ...others] = required.length > 0 ? required : alike;
  return others.length === 0 ? only : undefined;
}

/** More words than these say what something is for: `replica_kms_key_id`, and not `kms_key_id`. */
const MOST_ADDED = 2;

/** The words of a name, each in the singular. */
function wordsOf(name: string): ReadonlySet<string> {
  return new Set(name.split("_").map((word) => (word.length > 3 ? word.replace(/s$/, "") : word)));
}

function isPart(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  return [...part].every((word) => whole.has(word));
}

/** What the last word of a name says that a text is: of one thing there may be an ARN, a name and an ID. */
const KINDS: ReadonlySet<string> = new Set(["arn", "id", "url", "name"]);

function kindOf(name: string): string | undefined {
  const last = name.slice(name.lastIndexOf("_") + 1).replace(/s$/, "");
  return KINDS.has(last) ? last : undefined;
}

/**
 * Whether an argument takes something else of the same thing than the unknown one, such as its name instead of its ARN.
 */
function isOtherKind(name: string, candidate: string, value: string): boolean {
  const own = kindOf(name);
  return (own !== undefined && own !== "name" && own !== kindOf(candidate)) || isOtherValue(candidate, value);
}

/** What a value is, if it is an attribute or a text that says so. */
function kindOfValue(value: string): string | undefined {
  if (value.startsWith('"arn:')) return "arn";
  return kindOf(/\.(\w{1,60})$/.exec(value)?.[1] ?? "");
}

/**
 * The required argument whose whole name is what the value is: `arn` for the `target = aws_lambda_function.orders.arn`.
 */
function byKind(value: string, all: readonly Candidate[]): Candidate | undefined {
  return all.find(({ name, isRequired }) => isRequired && name === kindOfValue(value));
}

/** Required arguments such as `arn`, which may be meant as well where the chosen name adds but what the value is. */
function bareKinds(name: string, value: string, chosen: Candidate, all: readonly Candidate[]): readonly Candidate[] {
  if (chosen.name !== `${name}_${kindOf(chosen.name)}`) return [];
  return all.filter((one) => one.isRequired && KINDS.has(one.name) && !isOtherValue(one.name, value));
}

/** Whether the value is an attribute that is no ARN where one is taken, or the other way round. */
function isOtherValue(candidate: string, value: string): boolean {
  const given = kindOfValue(value);
  const taken = kindOf(candidate);
  return given !== undefined && taken !== undefined && (given === "arn") !== (taken === "arn");
}

function renamed({ node, file }: Declared<Attribute>, { name, fits }: Candidate): Fix | undefined {
  if (fits === "no") return undefined;
  const rename = { place: placeOf(node.nameSpan, file), newText: name };
  if (fits === "as it is") return { title: `Write ${name}`, edits: [rename] };
  const { start, end } = node.expression;
  const only = fits === "without brackets" ? onlyElement(node.expression) : undefined;
  if (only) {
    const value = { place: placeOf({ start, end }, file), newText: file.slice(only) };
    return fixOf(`Write ${name} and no list`, rename, value);
  }
  return fixOf(
    `Write ${name} and a list`,
    rename,
    { place: placeOf({ start, end: start }, file), newText: "[" },
    { place: placeOf({ start: end, end }, file), newText: "]" },
  );
}

/** What is meant by unknown arguments and blocks. */
export function meantNames(found: SchemaBlock, stack: Stack): ReadonlySet<string> {
  const { block, schema } = found;
  const names = [
    ...Array.from(block.attributes, ([name, attribute]) =>
      schema.knows(name) || isMetaArgument(name, found) ? undefined : meantArgument(attribute, found, stack)?.name,
    ),
    ...block.blocks.map((declared) => {
      const type = producedType(declared.node);
      return schema.knows(type) || isMetaBlock(type, found) ? undefined : meantBlock(declared, found, stack)?.name;
    }),
  ];
  return new Set(names.filter((name) => name !== undefined));
}
