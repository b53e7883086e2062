import type { Attribute, Expression } from "../../hcl/index.ts";
import type { Stack } from "../../lambda/index.ts";
import { oncePer } from "../../once-per.ts";
import {
  type Declared,
  describeType,
  distinctDirectories,
  isInVariable,
  type MergedBlock,
  type Module,
  type Place,
  parseTypeConstraint,
  placeOf,
  type TypeConstraint,
  type Value,
} from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { blockAddress, isSetTo, localOf, variableName } from "../shared/declarations/written-syntax.ts";
import { replacing } from "../shared/edits/fixes.ts";
import { type Shape, shapeOf, spokenShape } from "../shared/expressions/expression-shape.ts";
import type { ExpressionType } from "../shared/expressions/expression-type.ts";
import { expressionType } from "../shared/expressions/reference-walk.ts";

export default defineRule({
  summary: "A count or for_each has a value of the wrong type",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, The count and for_each Meta-Arguments; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops with "Invalid for_each argument". A list has no keys: removing an element from the middle would rename all
that follow, so for_each accepts only maps and sets of strings. count accepts whole numbers from 0.`,
  bad: `resource "aws_sqs_queue" "jobs" {
  for_each = ["orders", "invoices"]
  name     = each.value
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  for_each = toset(["orders", "invoices"])
  name     = each.value
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) =>
      [
        ...module.declared.resources.values(),
        ...module.declared.moduleCalls.values(),
        ...module.declared.others.filter(({ type }) => type === "import"),
      ].flatMap((block) => [...judge(block, module, stack)]),
    );
  },
});

function* judge(block: MergedBlock, module: Module, stack: Stack): Generator<RuleFinding> {
  const resource = blockAddress(block);
  const count = block.attributes.get("count");
  const forEach = block.attributes.get("for_each");
  if (count && forEach) {
    yield {
      at: placeOf(forEach.node.nameSpan, forEach.file),
      resource,
      ...(count.file === forEach.file
        ? { message: `${resource} has both count and for_each` }
        : {
            severity: "warning",
            message: `${resource} has both count and for_each, and Terraform uses count because an override file adds one of them`,
          }),
      help: "Remove one of the two",
    };
    if (count.file === forEach.file) return;
  }
  const written = count ?? forEach;
  const fault = count ? countFault(count, module) : forEach && forEachFault(forEach, module, stack, block.type);
  if (!written || !fault) return;
  const at = placeOf(written.node.expression, written.file);
  yield { at, resource, ...fault, suggestions: wrapped(at, fault) };
}

type Fault = Pick<RuleFinding, "message" | "help">;

/** Wraps the value in the conversion that the error asks for, if that is clear. */
function wrapped(at: Place, { message }: Fault): readonly Fix[] {
  const { file, ...span } = at;
  const text = file.slice(span);
  if (text.includes("\n")) return [];
  if (/^count is a bool/.test(message)) return [replacing(at, `${text} ? 1 : 0`)];
  return /^count is a (?:list|tuple|set|map)\b/.test(message) ? [replacing(at, `length(${text})`)] : [];
}

function countFault({ node: { expression }, file }: Declared<Attribute>, module: Module): Fault | undefined {
  // a sensitive number reveals no more than itself, which Terraform allows
  const found = typeFault(expression, module, isForCount) ?? countMisfit(module.evaluate(expression, file), module);
  return found === undefined
    ? undefined
    : {
        message: `count is ${found}, but must be a whole number of at least 0`,
        help: /^a bool/.test(found) ? "Write … ? 1 : 0" : "Write a number, or length(…) of a list",
      };
}

function isForCount({ kind }: TypeConstraint): boolean {
  return kind === "any" || kind === "number" || kind === "string";
}

function countMisfit(value: Value, module: Module): string | undefined {
  if (isFromVariable(value, module)) return undefined;
  if (value.kind === "list") return "a list";
  if (value.kind === "object") return "an object";
  if (value.kind === "null") return isWrittenNull(value) ? "null" : undefined;
  if (value.kind !== "known") return undefined;
  if (typeof value.value === "boolean") return "a bool";
  const number = value.value === "" ? Number.NaN : Number(value.value);
  return Number.isInteger(number) && number >= 0 ? undefined : JSON.stringify(value.value);
}

function forEachFault(
  { node: { expression }, file }: Declared<Attribute>,
  module: Module,
  stack: Stack,
  repeated: string,
): Fault | undefined {
  // an import has no keys, and iterates over any collection (tried with Terraform 1.11.4, 2026-11)
  const isImport = repeated === "import";
  if (!isImport && module.evaluate(expression, file).sensitive && !hasSensitiveOutputs(stack))
    return {
      message: "for_each is a sensitive value, but its keys would be shown in addresses",
      help: "Use names that are not secret, or wrap them in nonsensitive(…)",
    };
  const found = forEachMisfit({ node: expression, file }, module, stack);
  if (found === undefined || (isImport && /^a (?:list|tuple|set)\b/.test(found))) return undefined;
  const isList = found.startsWith("a list") || found.startsWith("a tuple");
  return {
    message: `for_each is ${found}, but must be ${isImport ? "a collection" : "a map or a set of strings"}`,
    help: isList
      ? "Write toset(…) around it if its elements are strings, or { for … } with a key for each"
      : "Write a map, or a set of strings",
  };
}

/**
 * Whether sensitivity may come only from a module's output: Terraform 1.11 drops it if the value is known during the
 * plan, other versions do not.
 */
const hasSensitiveOutputs = oncePer((stack: Stack): boolean =>
  stack.modules.some(
    ({ call, declared }) =>
      call !== undefined && [...declared.outputs.values()].some((output) => isSetTo(output, "sensitive", true)),
  ),
);

/** How many locals are followed in a chain. */
const MAX_LOCALS = 20;

/**
 * Why for_each is invalid, judging by the expression: an empty list that a condition chooses as the alternative to a
 * set becomes a set, so that the value alone does not tell.
 */
function forEachMisfit(
  { node, file }: Declared<Expression>,
  module: Module,
  stack: Stack,
  locals = 0,
): string | undefined {
  if (locals > MAX_LOCALS) return undefined;
  switch (node.kind) {
    case "parentheses":
      return forEachMisfit({ node: node.inner, file }, module, stack, locals);
    case "conditional": {
      const [one, other] = [node.then, node.otherwise].map((arm) =>
        forEachMisfit({ node: arm, file }, module, stack, locals),
      );
      return other === undefined ? undefined : one;
    }
    case "tuple":
    case "splat":
      return "a list";
    case "for":
      return node.key === undefined ? "a list" : undefined;
    case "call":
      if (node.name === "toset") return setMisfit(module.evaluate(node, file));
      return shapeFault(expressionType(stack, module, node, file));
    case "literal":
    case "template":
      return primitiveMisfit(module.evaluate(node, file));
    default: {
      const local = localOf(node, module);
      return local
        ? forEachMisfit({ node: local.node.expression, file: local.file }, module, stack, locals + 1)
        : (typeFault(node, module, isForEach) ?? shapeFault(expressionType(stack, module, node, file)));
    }
  }
}

function isForEach(type: TypeConstraint): boolean {
  if (type.kind === "set") return type.of.kind === "any" || type.of.kind === "string";
  return type.kind === "any" || type.kind === "map" || type.kind === "object";
}

function primitiveMisfit(value: Value): string | undefined {
  if (value.kind === "null") return "null";
  if (value.kind === "template") return "a string";
  return value.kind === "known" ? `a ${typeof value.value === "boolean" ? "bool" : typeof value.value}` : undefined;
}

/** Types that cannot be iterated over, whatever their content. */
const NOT_REPEATABLE: ReadonlySet<Shape> = new Set<Shape>(["list", "tuple", "string", "number", "bool"]);

function shapeFault(type: ExpressionType | undefined): string | undefined {
  const shape = shapeOf(type);
  return shape !== undefined && NOT_REPEATABLE.has(shape) ? spokenShape(shape) : undefined;
}

/** The type of a variable, if it cannot be iterated over. */
function typeFault(
  expression: Expression,
  module: Module,
  isFit: (type: TypeConstraint) => boolean,
): string | undefined {
  const type = variableOf(expression, module)?.attributes.get("type");
  const constraint = type && parseTypeConstraint(type.node.expression, (inner) => module.evaluate(inner, type.file));
  return constraint && !isFit(constraint) ? `a ${describeType(constraint)}` : undefined;
}

function setMisfit(value: Value): string | undefined {
  if (value.kind !== "list") return undefined;
  if (value.elements.some(({ kind }) => kind === "null")) return "a set with null in it";
  if (value.open) return undefined;
  const isOther = (element: Value) =>
    element.kind === "object" ||
    element.kind === "list" ||
    (element.kind === "known" && typeof element.value !== "string");
  const [first] = value.elements;
  if (!first || !value.elements.every(isOther)) return undefined;
  if (first.kind !== "known") return `a set of ${first.kind}s`;
  return `a set of ${typeof first.value === "number" ? "numbers" : "bools"}`;
}

/** A variable's value is up to those who set it. */
function isFromVariable({ place }: Value, module: Module): boolean {
  for (let at: Module | undefined = module; at; at = at.call?.parent) if (isInVariable(place, at)) return true;
  return module.call !== undefined && !module.directory.files.some(({ source }) => source === place.file);
}

function isWrittenNull({ place }: Value): boolean {
  return place.file.slice(place) === "null";
}

function variableOf(expression: Expression, { declared }: Module): MergedBlock | undefined {
  const name = variableName(expression);
  return name === undefined ? undefined : declared.variables.get(name);
}
