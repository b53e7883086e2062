import { type BlockValue, distinctDirectories, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { takeFromVariable } from "../shared/edits/sensitive-variable.ts";
import { isVariableValue } from "../shared/secrets/secret-defaults.ts";
import { isSecretName } from "../shared/secrets/secret-name.ts";
import { isStandIn, masked } from "../shared/secrets/secret-text.ts";

const AWS_CREDENTIALS = ["access_key", "secret_key", "token"];

export default defineRule({
  summary: "A provider's credentials are hard-coded in the configuration",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_41"], kics: ["hardcoded_aws_access_key", "passwords_and_secrets"] },
  source: "AWS provider, Authentication and configuration (2026-11)",
  why: `These credentials may create and destroy everything here. Whoever can read the repository or its history has them, and they
stay valid until someone replaces them.`,
  bad: `provider "aws" {
  region     = "eu-central-1"
  access_key = "AKIAQ3EGRSVZ4XKWDM5T"
  secret_key = "u8Nq2LkPz7VtR4xYw1BcD9eFgH3jK5mN6oQ0sUvX"
}`,
  good: `provider "aws" {
  region  = "eu-central-1"
  profile = "deploy"
}`,
  check({ stack }) {
    const isOfVariable = isVariableValue(stack.modules);
    return distinctDirectories(stack.modules).flatMap((module) =>
      module.declared.providers.flatMap((declared) => {
        const block = module.blockValue(declared);
        if (isForLocalStack(block)) return [];
        return block.argumentNames.flatMap((name) => {
          const value = block.value(name);
          const text = value.kind === "known" && typeof value.value === "string" ? stringOf(value) : undefined;
          if (text === undefined || !isSecretName(name) || text.length < 8 || isStandIn(text)) return [];
          if (isOfVariable(value.place)) return [];
          return [
            {
              at: value.place,
              message: `The provider ${declared.labels[0]} has its ${name} written in plain text: ${masked(text)}`,
              help: "Remove it, give Terraform its credentials by role, profile or environment, and rotate this one, as it has been exposed",
              suggestions:
                declared.labels[0] === "aws"
                  ? suggestionOf(
                      "Remove the credentials, which Terraform also takes from its environment",
                      ...AWS_CREDENTIALS.filter((one) => block.isWritten(one)).map((one) => removeArgument(block, one)),
                    )
                  : takeFromVariable(value.place, `${declared.labels[0]}_${name}`, block, module),
            },
          ];
        });
      }),
    );
  },
});

/** A stand-in for AWS on the own machine takes any keys, and is not asked whether they are valid. */
function isForLocalStack(block: BlockValue): boolean {
  return block.boolean("skip_credentials_validation") === true || block.hasBlock("endpoints") === "yes";
}
