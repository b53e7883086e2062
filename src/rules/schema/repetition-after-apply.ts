import type { Attribute, Expression, SourceFile } from "../../hcl/index.ts";
import type { Stack } from "../../lambda/index.ts";
import {
  type Declared,
  distinctDirectories,
  type MergedBlock,
  type Module,
  type Place,
  placeOf,
  type Reference,
  type Value,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { blockAddress, localOf } from "../shared/declarations/written-syntax.ts";
import { declaredTypes, typeVersions } from "../shared/schema/schema-walk.ts";

export default defineRule({
  summary: "The number of instances depends on something known only after an apply",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, for_each: Limitations on values; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops in plan with "Invalid for_each argument" or "Invalid count argument": before it creates anything it must
know the keys of all instances, but an ARN or id is known only after the apply. In an existing environment it works, until
somebody creates a new one.`,
  bad: `resource "aws_sqs_queue" "jobs" {
  count = 2
  name  = "jobs-\${count.index}"
}

resource "aws_sqs_queue_policy" "jobs" {
  for_each  = toset(aws_sqs_queue.jobs[*].id)
  queue_url = each.value
  policy    = "…"
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  for_each = toset(["orders", "invoices"])
  name     = each.key
}

resource "aws_sqs_queue_policy" "jobs" {
  for_each  = aws_sqs_queue.jobs
  queue_url = each.value.id
  policy    = "…"
}`,
  check({ stack }) {
    // with a plan, Terraform knew the keys
    if (stack.root.directory.origin === "plan") return [];
    const after = new AfterApply(stack);
    return distinctDirectories(stack.modules).flatMap((module) =>
      [...module.declared.resources.values(), ...module.declared.moduleCalls.values()].flatMap((block) =>
        judge(block, module, after),
      ),
    );
  },
});

function judge(block: MergedBlock, module: Module, after: AfterApply): readonly RuleFinding[] {
  const forEach = block.attributes.get("for_each");
  const count = block.attributes.get("count");
  const found =
    (forEach && after.amongKeys(forEach.node.expression, forEach.file, module)) ??
    (count && after.inCount(count.node.expression, count.file, module));
  const written = forEach ?? count;
  if (!found || !written) return [];
  return [finding(written, found, blockAddress(block))];
}

function finding({ node, file }: Declared<Attribute>, named: string, address: string): RuleFinding {
  return {
    at: placeOf(node.expression, file),
    resource: address,
    message:
      node.name === "count"
        ? `count depends on ${named}, which is known only after an apply`
        : `The keys of for_each depend on ${named}, which is known only after an apply`,
    help:
      node.name === "count"
        ? "Use a separate variable for it, such as a bool"
        : "Use a map with constant keys and this as the value",
  };
}

/** The call whose result changes with each apply, if an unknown value is that result or a text containing it. */
function varyingCall({ file, start, end }: Place): string | undefined {
  const written = file.text.slice(start, end);
  const [, name] = VARYING.exec(written) ?? [];
  return name === undefined ? undefined : `${name}()`;
}

const VARYING =
  /^(?:(?:formatdate|timeadd|lower|upper|substr|replace|md5|sha1|sha256)\([^()]*)*\b(timestamp|uuid|bcrypt)\([^()]*\)[^()]*\)*$/;

/** How many steps from an expression to its parts are followed. */
const MAX_STEPS = 50;

/** Finds the parts of values that are known only after apply. */
class AfterApply {
  private readonly stack: Stack;
  /** Imported resources have attributes before they are first planned. */
  private readonly imports: boolean;

  constructor(stack: Stack) {
    this.stack = stack;
    this.imports = stack.root.declared.others.some(({ type }) => type === "import");
  }

  /** The unknown part of a map's keys or a set's elements; undefined if Terraform may know all of them. */
  amongKeys(expression: Expression, file: SourceFile, module: Module, steps = 0): string | undefined {
    if (steps > MAX_STEPS || this.imports) return undefined;
    const inner = (one: Expression | undefined) => one && this.amongKeys(one, file, module, steps + 1);
    switch (expression.kind) {
      case "parentheses":
        return inner(expression.inner);
      case "conditional":
        return inner(expression.then) && inner(expression.otherwise);
      case "call":
        return this.amongKeysOfCall(expression, file, module, steps);
      case "object": {
        const computed = expression.items.filter(({ name }) => name === undefined);
        return this.first(computed.map(({ key }) => module.evaluate(key, file)));
      }
      case "for":
        if (expression.key === undefined) return undefined;
        return this.inElements({ ...expression, key: undefined, value: expression.key, grouped: false }, file, module);
      default: {
        const local = localOf(expression, module);
        if (local) return this.amongKeys(local.node.expression, local.file, module, steps + 1);
        const value = module.evaluate(expression, file);
        return value.kind === "list" && value.collection === "set"
          ? this.inElements(expression, file, module)
          : undefined;
      }
    }
  }

  private amongKeysOfCall(
    { name, args }: Extract<Expression, { kind: "call" }>,
    file: SourceFile,
    module: Module,
    steps: number,
  ): string | undefined {
    const [first] = args;
    if (!first) return undefined;
    switch (name) {
      case "toset":
        return this.inElements(first, file, module);
      case "zipmap":
        return this.inElements(first, file, module);
      case "tomap":
      case "merge":
        for (const argument of args) {
          const found = this.amongKeys(argument, file, module, steps + 1);
          if (found) return found;
        }
        return undefined;
      default:
        return undefined;
    }
  }

  private inElements(expression: Expression, file: SourceFile, module: Module): string | undefined {
    // functions drop elements: what they are given is what counts
    if (expression.kind === "call" && DROPPING.has(expression.name) && expression.args[0])
      return this.inElements(expression.args[0], file, module);
    const value = module.evaluate(expression, file);
    return value.kind === "list" && !value.open ? this.first(value.elements) : undefined;
  }

  /** The unknown part that decides between different numbers. */
  inCount(expression: Expression, file: SourceFile, module: Module): string | undefined {
    if (expression.kind === "parentheses") return this.inCount(expression.inner, file, module);
    if (expression.kind !== "conditional" || this.imports) return undefined;
    const { condition, then, otherwise } = expression;
    const [one, other] = [module.evaluate(then, file), module.evaluate(otherwise, file)];
    const areDifferent = one.kind === "known" && other.kind === "known" && one.value !== other.value;
    return areDifferent ? this.inComparison(condition, file, module) : undefined;
  }

  private inComparison(condition: Expression, file: SourceFile, module: Module): string | undefined {
    if (condition.kind === "parentheses") return this.inComparison(condition.inner, file, module);
    if (condition.kind !== "binary" || (condition.operator !== "==" && condition.operator !== "!=")) return undefined;
    const sides = [module.evaluate(condition.left, file), module.evaluate(condition.right, file)];
    // Terraform knows that a partly known text is not empty
    const whole = sides.filter(({ kind }) => kind !== "template");
    return sides.some(({ kind }) => kind === "known" || kind === "null") ? this.first(whole) : undefined;
  }

  private first(values: readonly Value[]): string | undefined {
    for (const value of values) {
      const found = this.of(value);
      if (found) return found;
    }
    return undefined;
  }

  private of(value: Value): string | undefined {
    if (value.kind === "template") return this.first(value.parts.filter((part) => typeof part !== "string"));
    if (value.kind !== "unknown") return undefined;
    if (value.why !== "computed" || !value.via) return varyingCall(value.place);
    return this.isMadeByApply(value.via) ? `${value.via.resource}.${value.via.path.join(".")}` : undefined;
  }

  private isMadeByApply({ resource, path: [name, ...more] }: Reference): boolean {
    if (resource.mode !== "managed" || typeof name !== "string" || more.length > 0) return false;
    if (resource.body.isWritten(name)) return false;
    if (name === "id") return true;
    if (!MADE.test(name)) return false;
    const address = `${resource.type}.${resource.name}`;
    const declared = declaredTypes(resource.module, this.stack).find((one) => one.address === address);
    return declared !== undefined && typeVersions(declared)?.isReadOnly(name) === true;
  }
}

/** Attributes that providers cannot know before a resource is created, where they cannot be set. */
const MADE = /^(?:(?:.+_)?(?:arn|url|endpoint)|.+_id|dns_name|name_servers)$/;

const DROPPING: ReadonlySet<string> = new Set(["compact", "distinct", "sort", "tolist", "toset"]);
