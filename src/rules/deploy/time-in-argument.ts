import type { Attribute, Block, Expression } from "../../hcl/index.ts";
import { oncePer } from "../../once-per.ts";
import {
  type Declared,
  distinctDirectories,
  ignoredChanges,
  type MergedBlock,
  type Module,
  placeOf,
} from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { blockAddress, localOf, plainText } from "../shared/declarations/written-syntax.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { ignoreChanges } from "../shared/edits/ignored-changes.ts";

const example = (lifecycle: string) => `resource "aws_sqs_queue" "jobs" {
  name = "jobs"

  tags = {
    DeployedAt = timestamp()
  }${lifecycle}
}`;

export default defineRule({
  summary: "An argument has a different value in every plan",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, timestamp, plantimestamp, uuid and bcrypt functions (2026-11)",
  why: `timestamp, uuid and bcrypt return a different result each time, so no plan is ever empty: every apply changes or replaces
the resource, and real drift goes unnoticed among the noise.`,
  ignoreWhen: "The resource is meant to change at every apply.",
  bad: example(""),
  good: example(`

  lifecycle {
    ignore_changes = [tags["DeployedAt"]]
  }`),
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) => [
      ...[...module.declared.resources.values()].flatMap((block) => inResource(block, module)),
      ...module.declared.providers.flatMap((block) => inDefaultTags(block, module)),
    ]);
  },
});

/** Types whose purpose is to change, or to cause changes. */
const MADE_FOR_CHANGES =
  /^(?:null_resource$|terraform_data$|time_|random_|aws_api_gateway_deployment$|aws_lambda_invocation$)/;
/** Names that show that the change is intended. */
const WANTED = /trigger|keeper|redeploy|force|nonce|invalidat/i;

function inResource(block: MergedBlock, module: Module): readonly RuleFinding[] {
  const [type = "", name = ""] = block.labels;
  if (block.type !== "resource" || MADE_FOR_CHANGES.test(type)) return [];
  const found = [...block.attributes.values(), ...block.blocks.flatMap(nestedAttributes)].flatMap((attribute) => {
    const call = changingCall(attribute.node.expression, attribute.file, module);
    return call && !WANTED.test(attribute.node.name) ? [{ attribute, call }] : [];
  });
  if (found.length === 0) return [];
  const ignored = ignoredChanges({ module, mode: "managed", type, name });
  if (ignored === "all") return [];
  const address = blockAddress(block);
  return found
    .filter(({ attribute }) => !ignored.has(rootName(attribute, block)))
    .map(({ attribute, call }) => ({
      at: placeOf(attribute.node.expression, attribute.file),
      resource: address,
      message: `${attribute.node.name} calls ${call.name}(), so every plan changes ${address}`,
      help: `Name ${rootName(attribute, block)} in ignore_changes of its lifecycle, or take the value from a time_static or random_uuid resource`,
      suggestions: ignoring(block, module, rootName(attribute, block)),
      ...related(call, attribute),
    }));
}

function inDefaultTags(block: MergedBlock, module: Module): readonly RuleFinding[] {
  return block.blocks
    .filter(({ node }) => node.type === "default_tags")
    .flatMap(nestedAttributes)
    .flatMap((attribute) => {
      const call = changingCall(attribute.node.expression, attribute.file, module);
      if (!call) return [];
      return [
        {
          at: placeOf(attribute.node.expression, attribute.file),
          message: `The default tags call ${call.name}(), so every plan changes every resource`,
          help: "Remove the tag, or take its value from a variable or a time_static resource",
          ...related(call, attribute),
        },
      ];
    });
}

/** A call that is written elsewhere, in a local. */
function related(call: ChangingCall, { node, file }: Declared<Attribute>) {
  const isWithin = call.file === file && call.expression.start >= node.start && call.expression.end <= node.end;
  return isWithin ? {} : { related: [{ at: placeOf(call.expression, call.file), message: "The call" }] };
}

function nestedAttributes({ node, file }: Declared<Block>): readonly Declared<Attribute>[] {
  if (node.type === "lifecycle" || node.type === "provisioner" || node.type === "connection") return [];
  return node.body.items.flatMap((item): readonly Declared<Attribute>[] => {
    if (item.kind === "block") return nestedAttributes({ node: item, file });
    return node.type === "dynamic" ? [] : [{ node: item, file }];
  });
}

/** The resource's own argument or block that contains an attribute. */
function rootName({ node, file }: Declared<Attribute>, { blocks }: MergedBlock): string {
  const around = blocks.find((one) => one.file === file && one.node.start <= node.start && one.node.end >= node.end);
  if (!around) return node.name;
  return around.node.type === "dynamic" ? (around.node.labels[0]?.value ?? "") : around.node.type;
}

interface ChangingCall {
  readonly name: string;
  readonly expression: Expression;
  readonly file: Declared<Attribute>["file"];
}

/** Functions with a different result in each run. */
const CHANGING: ReadonlySet<string> = new Set(["timestamp", "plantimestamp", "uuid", "bcrypt"]);
/** Functions that nearly always have a different result for different arguments. */
const PASSING: ReadonlySet<string> = new Set(
  "base64encode compact concat format formatdate join jsonencode lower md5 merge replace sensitive sha1 sha256 timeadd tomap toset tostring upper".split(
    " ",
  ),
);

/** The maximum depth of expressions, and the maximum number of locals that are followed. */
const MAX_STEPS = 20;

/** Caches the result for locals of a module, as one may be used in any number of others. */
const foundInLocals = oncePer((_: Module) => new Map<Declared<Attribute>, ChangingCall | undefined>());

/** The call in an expression that changes its value each time. */
function changingCall(
  expression: Expression,
  file: Declared<Attribute>["file"],
  module: Module,
  steps = 0,
  level = 0,
): ChangingCall | undefined {
  if (level > MAX_STEPS) return undefined;
  const inAny = (parts: readonly Expression[]) => {
    for (const part of parts) {
      const found = changingCall(part, file, module, steps, level + 1);
      if (found) return found;
    }
    return undefined;
  };
  switch (expression.kind) {
    case "parentheses":
      return inAny([expression.inner]);
    case "template":
      return inAny(expression.parts.flatMap((part) => (part.kind === "interpolation" ? [part.expression] : [])));
    case "tuple":
      return inAny(expression.elements);
    case "object":
      return inAny(expression.items.filter(({ name }) => !WANTED.test(name ?? "")).map(({ value }) => value));
    case "call": {
      const name = module.functionName(expression.name);
      if (CHANGING.has(name)) return { name, expression, file };
      if (!PASSING.has(name) || isDayAlone(name, expression.args[0])) return undefined;
      return inAny(expression.args);
    }
    default: {
      const local = localOf(expression, module);
      return local && callInLocal(local, module, steps + 1);
    }
  }
}

function callInLocal(local: Declared<Attribute>, module: Module, steps: number): ChangingCall | undefined {
  const known = foundInLocals(module);
  if (known.has(local) || steps > MAX_STEPS) return known.get(local);
  // a self-reference comes by here again
  known.set(local, undefined);
  const found = changingCall(local.node.expression, local.file, module, steps);
  known.set(local, found);
  return found;
}

/** Whether a format omits the time of day, so that the text stays the same for at least a day. */
function isDayAlone(name: string, format: Expression | undefined): boolean {
  if (name !== "formatdate" || !format) return false;
  const written = plainText(format);
  return written === undefined || !/[hHms]/.test(written.replace(/'[^']*'/g, ""));
}

function ignoring({ labels: [type = "", name = ""] }: MergedBlock, module: Module, argument: string): readonly Fix[] {
  const [resource] = module.resourcesOf(type).filter((one) => one.name === name);
  if (!resource) return [];
  return suggestionOf(`Keep the first ${argument}`, ignoreChanges(resource.body, [argument]));
}
