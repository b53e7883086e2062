import {
  elementsOrSelf,
  isAlways,
  isCallersChoice,
  isLeftOut,
  numberOf,
  type Resource,
  stringOf,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { setArgument, suggestValues } from "../shared/edits/arguments.ts";
import { appendToBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const LENGTH_MIN = 8;

const example = (mfa: string, length: number) => `resource "aws_cognito_user_pool" "customers" {
  name              = "customers"
  mfa_configuration = "${mfa}"

  password_policy {
    minimum_length = ${length}
  }

  software_token_mfa_configuration {
    enabled = true
  }
}`;

export default defineRule({
  summary: "Users sign in with a short password, without a second factor or by the implicit flow",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_366"], kics: ["cognito_userpool_without_mfa"], "cdk-nag": ["COG1", "COG2"] },
  source: "AWS Security Hub user guide, controls Cognito.3 and Cognito.5; RFC 9700, 2.1.2 (2026-11)",
  why: `Passwords are guessed and reused, and then only a second factor still protects an account. The implicit flow puts tokens
into the URL, where they end up in the browser's history and can be read by other pages.`,
  ignoreWhen: "Users sign in through another provider, which asks for more.",
  bad: example("OFF", 6),
  good: example("OPTIONAL", 12),
  check({ stack }) {
    const pools = stack.resources("aws_cognito_user_pool");
    const clients = stack.resources("aws_cognito_user_pool_client");
    return [...pools.flatMap((pool) => [...withShort(pool), ...withoutFactor(pool)]), ...clients.flatMap(withImplicit)];
  },
});

function withShort(pool: Resource): RuleFinding[] {
  const argument = "minimum_length";
  return pool.body
    .blocks("password_policy")
    .filter((policy) => policy.isCertain && !isCallersChoice(pool, argument, policy))
    .filter((policy) => (numberOf(policy.value(argument)) ?? LENGTH_MIN) < LENGTH_MIN)
    .map((policy) => ({
      at: policy.place(argument),
      resource: pool.address,
      message: `${pool} accepts passwords of ${policy.number(argument)} characters`,
      help: `Set ${argument} to ${LENGTH_MIN} or more, better 12`,
      suggestions: suggestValues(policy, argument, ["12", String(LENGTH_MIN)]),
    }));
}

function withoutFactor(pool: Resource): RuleFinding[] {
  const argument = "mfa_configuration";
  if (!isAlways(pool, argument, "OFF") && !isLeftOut(pool, argument)) return [];
  return [
    {
      at: pool.body.place(argument),
      resource: pool.address,
      message: `Users of ${pool} cannot have a second factor`,
      help: `Set ${argument} = "OPTIONAL" or "ON", and software_token_mfa_configuration { enabled = true }`,
      suggestions: ["OPTIONAL", "ON"].flatMap((mode) =>
        suggestionOf(
          mode === "ON" ? "Require a second factor of every user" : "Allow a second factor",
          setArgument(pool.body, argument, `"${mode}"`),
          ...(pool.body.hasBlock("software_token_mfa_configuration") === "no"
            ? [appendToBlock(pool.body, "\nsoftware_token_mfa_configuration {\n  enabled = true\n}")]
            : []),
        ),
      ),
    },
  ];
}

function withImplicit(client: Resource): RuleFinding[] {
  const argument = "allowed_oauth_flows";
  const { address, body } = client;
  const flows = elementsOrSelf(body.value(argument)).elements;
  if (isCallersChoice(client, argument) || !flows.some((flow) => stringOf(flow) === "implicit")) return [];
  return [
    {
      at: body.place(argument),
      resource: address,
      message: `${address} may get tokens in the URL, by the implicit flow`,
      help: `Set ${argument} = ["code"], and use PKCE`,
      suggestions: suggestValues(body, argument, ['["code"]']),
    },
  ];
}
