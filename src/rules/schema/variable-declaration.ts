import { type Expression, type FunctionCall, visitExpressions } from "../../hcl/index.ts";
import {
  distinctDirectories,
  type MergedBlock,
  type Module,
  type Place,
  parseTypeConstraint,
  placeOf,
  stringOf,
  toBool,
  type Value,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { headerPlace } from "../shared/declarations/module-place.ts";
import { isNull, isSetTo, variableName } from "../shared/declarations/written-syntax.ts";
import { misfitPlace, spokenType, typeMisfit } from "../shared/expressions/type-misfit.ts";
import { validationFault } from "../shared/expressions/validation-fault.ts";
import { variableType } from "../shared/expressions/variable-type.ts";

export default defineRule({
  summary: "A variable is declared in a way that Terraform refuses",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Input Variables and Type Constraints; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops at a type that is not valid, and at a default that does not match the type or is not a constant. It does so
for every caller, even for those that pass their own value.`,
  bad: `variable "subnets" {
  type    = list(string)
  default = "subnet-0abc"
}`,
  good: `variable "subnets" {
  type    = list(string)
  default = ["subnet-0abc"]
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) =>
      [...module.declared.variables].flatMap(([name, block]) => [...faultsOf(name, block, module)]),
    );
  },
});

/** Names of arguments that module calls have themselves. */
const RESERVED: ReadonlySet<string> = new Set([
  "source",
  "version",
  "providers",
  "count",
  "for_each",
  "lifecycle",
  "depends_on",
  "locals",
]);

function* faultsOf(name: string, block: MergedBlock, module: Module): Generator<RuleFinding> {
  if (RESERVED.has(name))
    yield {
      at: headerPlace(block),
      message: `No variable can be named ${name}, which is reserved as an argument of module calls`,
      help: "Give it another name",
    };
  yield* typeFaults(block, module);
  yield* optionalFaults(block, module);
  yield* defaultFaults(name, block, module);
  yield* flagFaults(block);
  yield* validationFaults(name, block);
}

function* typeFaults(block: MergedBlock, module: Module): Generator<RuleFinding> {
  const type = block.attributes.get("type");
  // schema/quoted-type reports quoted types
  if (!type || type.node.expression.kind === "template" || variableType(block, module)) return;
  yield {
    at: placeOf(type.node.expression, type.file),
    message: `${shortened(type.file.written(type.node.expression))} is not a type`,
    help: "Write string, number, bool, any, or list, set, map, tuple or object of these",
  };
}

/** The defaults of optional attributes in a type. */
function* optionalFaults({ attributes }: MergedBlock, module: Module): Generator<RuleFinding> {
  const written = attributes.get("type");
  if (!written) return;
  const { node, file } = written;
  const modifiers: FunctionCall[] = [];
  visitExpressions(node.expression, (inner) => {
    if (inner.kind === "call" && inner.name === "optional") modifiers.push(inner);
  });
  for (const { args } of modifiers) {
    const [type, fallback, more] = args;
    if (!type || !fallback) continue;
    const varying = firstVarying(fallback);
    if (more || varying) {
      yield {
        at: placeOf(more ?? varying ?? fallback, file),
        message: more
          ? "optional takes a type and a default, nothing more"
          : "The default of an optional attribute is not a constant",
        help: more ? "Remove it" : "Write the value itself",
      };
      continue;
    }
    const constraint = parseTypeConstraint(type, (inner) => module.evaluate(inner, file));
    const misfit = constraint && typeMisfit(module.evaluate(fallback, file), constraint);
    if (misfit)
      yield {
        at: misfitPlace(misfit, placeOf(fallback, file)),
        message: `The default of an optional attribute is ${misfit.found}, but its type requires ${spokenType(misfit.expected)}`,
        help: `Write ${spokenType(misfit.expected)}, or another type`,
      };
  }
}

function* defaultFaults(name: string, block: MergedBlock, module: Module): Generator<RuleFinding> {
  const written = block.attributes.get("default");
  if (!written) return;
  const { file } = written;
  const { expression } = written.node;
  const varying = firstVarying(expression);
  if (varying) {
    yield {
      at: placeOf(varying, file),
      message: `The default of var.${name} is not a constant: ${varying.kind === "call" ? "it calls a function" : "it names another value"}`,
      help: "Write the value itself, or make the default null and compute the value in a local",
    };
    return;
  }
  if (isNull(expression)) {
    if (isSetTo(block, "nullable", false))
      yield {
        at: placeOf(expression, file),
        message: `The default of var.${name} is null, which nullable = false forbids`,
        help: "Remove one of the two",
      };
    return;
  }
  const type = variableType(block, module);
  const value = module.evaluate(expression, file);
  const misfit = type && typeMisfit(value, type);
  if (misfit)
    yield {
      at: misfitPlace(misfit, placeOf(expression, file)),
      message: `The default of var.${name} is ${misfit.found}, but its type requires ${spokenType(misfit.expected)}`,
      help: `Write ${spokenType(misfit.expected)}, or another type`,
    };
  else if (!isBlank(value)) yield* refusedDefault(name, block, { value, module, at: placeOf(expression, file) });
}

/** A blank default may be meant to be refused, so that everybody has to set a value. */
function isBlank(value: Value): boolean {
  if (value.kind === "list") return value.elements.length === 0;
  return value.kind === "object" ? value.entries.size === 0 : stringOf(value) === "";
}

/** It does not affect those who set a value. */
function* refusedDefault(
  name: string,
  block: MergedBlock,
  { value, module, at }: { readonly value: Value; readonly module: Module; readonly at: Place },
): Generator<RuleFinding> {
  const given = new Map([[name, value]]);
  const reason = validationFault(block, {
    isSettled: (other) => other === name,
    evaluate: (condition, file) => module.evaluateGiven(condition, file, given),
  });
  if (reason === undefined) return;
  yield {
    at,
    severity: "warning",
    message: `The default of var.${name} does not pass its own validation: ${reason}`,
    help: "Write a default that passes, or remove it so that every caller has to give a value",
  };
}

/** The first part of an expression that is not a literal. */
function firstVarying(expression: Expression): Expression | undefined {
  let found: Expression | undefined;
  let binds = false;
  visitExpressions(expression, (inner) => {
    binds ||= inner.kind === "for";
    if (inner.kind === "call" || (inner.kind === "attribute-access" && isReference(inner))) found ??= inner;
  });
  return binds ? undefined : found;
}

/** schema/invalid-reference reports single words. */
function isReference(expression: Expression): boolean {
  let at = expression;
  while (at.kind === "attribute-access" || at.kind === "index") at = at.object;
  return at.kind === "variable" && at.name !== "";
}

const FLAGS = ["sensitive", "nullable", "ephemeral"];

function* flagFaults({ attributes }: MergedBlock): Generator<RuleFinding> {
  for (const flag of FLAGS) {
    const written = attributes.get(flag);
    const [part, ...more] = written?.node.expression.kind === "template" ? written.node.expression.parts : [];
    if (!written || part?.kind !== "text" || more.length > 0 || toBool(part.value) !== undefined) continue;
    yield {
      at: placeOf(written.node.expression, written.file),
      message: `${flag} is "${shortened(part.value)}", but must be true or false`,
      help: "Write true or false",
    };
  }
}

function* validationFaults(name: string, { blocks }: MergedBlock): Generator<RuleFinding> {
  for (const { node, file } of blocks) {
    if (node.type !== "validation") continue;
    for (const item of node.body.items) {
      if (item.kind !== "attribute" || item.name !== "condition" || mentions(item.expression, name)) continue;
      yield {
        at: placeOf(item.expression, file),
        message: `The condition does not refer to var.${name}, which it should validate`,
        help: `Refer to var.${name} in it`,
      };
    }
  }
}

function mentions(expression: Expression, name: string): boolean {
  let isFound = false;
  visitExpressions(expression, (inner) => {
    isFound ||= variableName(inner) === name;
  });
  return isFound;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
}
