import type { Expression } from "../../hcl/index.ts";
import {
  distinctDirectories,
  type MergedBlock,
  type Module,
  placeOf,
  providerName,
  requiredProviders,
  spokenAddress,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { isWhole } from "../shared/declarations/whole-module.ts";

const AWS = "hashicorp/aws";
const PREFIX = "aws_";

const example = (argument: string) => `provider "aws" {
  alias  = "virginia"
  region = "us-east-1"
}

data "archive_file" "orders" {${argument}
  type        = "zip"
  source_dir  = "\${path.module}/src"
  output_path = "orders.zip"
}`;

export default defineRule({
  summary:
    "A resource names a provider that does not have its type, or a module gets a different provider than it requires",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Terraform language, The provider meta-argument, The providers meta-argument; tried with Terraform 1.11.4 (2026-11)",
  why: `A configuration of the AWS provider manages only AWS resources. Terraform stops in validate: the provider does not support
the type, or the types of the providers do not match.`,
  bad: example("\n  provider    = aws.virginia"),
  good: example(""),
  check({ stack }) {
    return distinctDirectories(stack.modules)
      .filter(isWhole)
      .flatMap((module) => [
        ...[...module.declared.resources.values()].flatMap((block) => misfit(block, module)),
        ...[...module.declared.moduleCalls].flatMap(([name, call]) => mismatches(name, call, module)),
      ]);
  },
});

function misfit(block: MergedBlock, module: Module): RuleFinding[] {
  const [type = ""] = block.labels;
  const written = block.attributes.get("provider");
  if (!written) return [];
  const source = sourceIn(written.node.expression, module);
  if (source === undefined || (source === AWS) === type.startsWith(PREFIX)) return [];
  return [
    {
      at: placeOf(written.node.expression, written.file),
      resource: spokenAddress(block),
      message: `${spokenAddress(block)} names a configuration of ${source}, which has no ${type}`,
      help: `Remove provider, or name a configuration of the provider that has ${type}`,
    },
  ];
}

/** Configurations that a call hands over as those of another provider. */
function mismatches(name: string, call: MergedBlock, module: Module): RuleFinding[] {
  const passed = call.attributes.get("providers");
  const [called] = module.calledBy(name);
  if (passed?.node.expression.kind !== "object" || !called) return [];
  return passed.node.expression.items.flatMap(({ key, value }): RuleFinding[] => {
    // of a name that the module does not require Terraform warns, and hands over whatever it is
    const wanted = sourceOf(providerName(key)?.name ?? "", called);
    const given = sourceIn(value, module);
    if (wanted === undefined || given === undefined || wanted === given) return [];
    return [
      {
        at: placeOf(value, passed.file),
        resource: `module.${name}`,
        message: `module.${name} expects ${wanted} here, but gets ${given}`,
        help: `Name a configuration of ${wanted}`,
      },
    ];
  });
}

/** The source of the provider that an expression refers to, if it is known. */
function sourceIn(expression: Expression, module: Module): string | undefined {
  const named = providerName(expression);
  // what another tool writes beside the module may say of any other name where it comes from
  return named && sourceOf(named.name, module, named.name === "aws" ? AWS : undefined);
}

/** The source of a local name, of HashiCorp's providers alone: types of others can have any name. */
function sourceOf(name: string, module: Module, otherwise?: string): string | undefined {
  const required = requiredProviders(module).find((each) => each.name === name);
  if (!required) return otherwise;
  const source = (required.source ?? `hashicorp/${name}`).replace(/^registry\.(?:terraform\.io|opentofu\.org)\//, "");
  return source.startsWith("hashicorp/") ? source : undefined;
}
