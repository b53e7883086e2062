import type { BlockVersions } from "../../aws/schema-versions.ts";
import type { Attribute, Block } from "../../hcl/index.ts";
import type { Stack } from "../../lambda/index.ts";
import { type Declared, distinctDirectories, type MergedBlock, type Module, placeOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { EphemeralValues } from "../shared/expressions/ephemeral-values.ts";
import { declaredTypes, typeVersions } from "../shared/schema/schema-walk.ts";

export default defineRule({
  summary: "An ephemeral value is used where Terraform would have to store it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Ephemeral values; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops with "Invalid use of ephemeral value": an ephemeral value never gets into a plan or a state, so it can only
be used in providers, provisioners, write-only arguments and other ephemeral contexts.`,
  bad: `ephemeral "aws_secretsmanager_secret_version" "token" {
  secret_id = "token"
}

resource "aws_ssm_parameter" "token" {
  name  = "token"
  type  = "SecureString"
  value = ephemeral.aws_secretsmanager_secret_version.token.secret_string
}`,
  good: `ephemeral "aws_secretsmanager_secret_version" "token" {
  secret_id = "token"
}

resource "aws_ssm_parameter" "token" {
  name             = "token"
  type             = "SecureString"
  value_wo         = ephemeral.aws_secretsmanager_secret_version.token.secret_string
  value_wo_version = 1
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) => judge(new EphemeralValues(module), module, stack));
  },
});

function judge(ephemeral: EphemeralValues, module: Module, stack: Stack): readonly RuleFinding[] {
  if (!ephemeral.isAny) return [];
  const report: Report = ({ node, file }, what, help) => {
    const source = ephemeral.sourceIn(node.expression);
    if (source === undefined) return [];
    return [{ at: placeOf(node.expression, file), message: `${source} is ephemeral, but ${what} is stored`, help }];
  };
  return [...inResources(module, stack, report), ...inCalls(module, report), ...inOutputs(module, report)];
}

/** Reports an attribute with an ephemeral value; `what` Terraform would have to store for it. */
type Report = (attribute: Declared<Attribute>, what: string, help: string) => readonly RuleFinding[];

const TAKE_ANOTHER = "Use a value that is not";

function inResources(module: Module, stack: Stack, report: Report): readonly RuleFinding[] {
  const types = new Map(declaredTypes(module, stack).map((each) => [each.address, each]));
  return [...module.declared.resources.values()].flatMap((block) => {
    const address = [...(block.type === "resource" ? [] : [block.type]), ...block.labels].join(".");
    const counts = REPETITION.flatMap((name) => block.attributes.get(name) ?? []);
    const found = counts.flatMap((attribute) => report(attribute, "which instances there are", TAKE_ANOTHER));
    const type = types.get(address);
    const schema = block.type === "ephemeral" ? undefined : type && typeVersions(type);
    return schema ? [...found, ...inArguments(block, address, schema, report)] : found;
  });
}

function inArguments(
  block: MergedBlock,
  address: string,
  schema: BlockVersions,
  report: Report,
): readonly RuleFinding[] {
  const written = [...block.attributes.values()].filter(({ node }) => {
    const attributes = schema.attribute(node.name);
    return attributes.length > 0 && !attributes.some(({ writeOnly }) => writeOnly);
  });
  const wanted = (name: string) => (schema.knows(`${name}_wo`) ? `Write ${name}_wo` : TAKE_ANOTHER);
  const nested = block.blocks
    .filter(({ node }) => !APART.has(node.type))
    .flatMap(({ node, file }) => attributesIn(node).map((attribute) => ({ node: attribute, file })));
  return [
    ...written.flatMap((each) => report(each, `${each.node.name} of ${address}`, wanted(each.node.name))),
    ...nested.flatMap((each) => report(each, `${each.node.name} of ${address}`, TAKE_ANOTHER)),
  ];
}

function inCalls(module: Module, report: Report): readonly RuleFinding[] {
  return [...module.declared.moduleCalls].flatMap(([name, call]) => {
    const [called] = module.calledBy(name);
    return [...call.attributes.values()].flatMap((attribute) => {
      const variable = called?.declared.variables.get(attribute.node.name);
      if (!variable || variable.attributes.has("ephemeral")) return [];
      const what = `the variable ${attribute.node.name} of module.${name}`;
      return report(attribute, what, "Declare the variable with ephemeral = true");
    });
  });
}

function inOutputs(module: Module, report: Report): readonly RuleFinding[] {
  return [...module.declared.outputs].flatMap(([name, { attributes }]) => {
    const value = attributes.get("value");
    if (!value || attributes.has("ephemeral")) return [];
    const help = module.call ? "Add ephemeral = true" : "Write ephemeralasnull(…), or remove it";
    return report(value, `output.${name}`, help);
  });
}

const REPETITION = ["count", "for_each"];

/** Blocks that may use ephemeral values, and those with write-only arguments. */
const APART: ReadonlySet<string> = new Set(["lifecycle", "provisioner", "connection", "dynamic"]);

function attributesIn({ body }: Block): readonly Attribute[] {
  return body.items.flatMap((item) => {
    if (item.kind === "attribute") return item.name.endsWith("_wo") ? [] : [item];
    return APART.has(item.type) ? [] : attributesIn(item);
  });
}
