import { didYouMean } from "../../aws/did-you-mean.ts";
import { elementsOrSelf, isCallersChoice, isLeftOut, type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule, type Edit, type RuleFinding } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";
import { removeElement } from "../shared/edits/elements.ts";
import { replacing, respelling, suggestionOf } from "../shared/edits/fixes.ts";

const FLOWS = "allowed_oauth_flows";
const SCOPES = "allowed_oauth_scopes";
const SWITCH = "allowed_oauth_flows_user_pool_client";
const OWN = "client_credentials";

/** Scopes that every user pool has; those of a resource server have its identifier and a slash before them. */
const STANDARD = ["phone", "email", "openid", "profile", "aws.cognito.signin.user.admin"];

const example = (flows: string) => `resource "aws_cognito_user_pool_client" "shop" {
  name                                 = "shop"
  user_pool_id                         = "eu-west-1_AbCdEfGhI"
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ${flows}
  allowed_oauth_scopes                 = ["openid"]
  callback_urls                        = ["https://shop.example.com/signed-in"]
  supported_identity_providers         = ["COGNITO"]
}`;

export default defineRule({
  summary: "A client of a user pool has OAuth flows or scopes that do not work",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon Cognito API reference, CreateUserPoolClient: AllowedOAuthFlows, AllowedOAuthFlowsUserPoolClient, AllowedOAuthScopes, GenerateSecret (2026-11)",
  why: `Cognito refuses the machine-to-machine flow together with a flow for people, or without a secret, and scopes that nobody
has defined. If OAuth is not enabled, flows and scopes have no effect and nobody can sign in with them.`,
  bad: example('["code", "client_credentials"]'),
  good: example('["code"]'),
  check({ stack }) {
    return stack
      .resources("aws_cognito_user_pool_client")
      .flatMap((client) => [...ofMachines(client), ...switchedOff(client), ...unknownScopes(client)]);
  },
});

function flowsOf(client: Resource): readonly string[] {
  if (isCallersChoice(client, FLOWS)) return [];
  return elementsOrSelf(client.body.value(FLOWS)).elements.flatMap((flow) => stringOf(flow) ?? []);
}

function ofMachines(client: Resource): RuleFinding[] {
  const flows = flowsOf(client);
  if (!flows.includes(OWN)) return [];
  const common = { at: client.body.place(FLOWS), resource: client.address };
  if (flows.includes("code") || flows.includes("implicit"))
    return [
      {
        ...common,
        message: `${client} has the flow ${OWN} together with one in which people sign in, which Cognito refuses`,
        help: `Create a separate client for ${OWN}`,
        suggestions: suggestionOf(`Remove ${OWN}`, removeFlow(client)),
      },
    ];
  const hasSecret = !isLeftOut(client, "generate_secret") && client.body.boolean("generate_secret") !== false;
  if (hasSecret || isCallersChoice(client, "generate_secret")) return [];
  return [
    {
      ...common,
      message: `${client} has the flow ${OWN} but no secret, which Cognito refuses`,
      help: "Set generate_secret = true",
      suggestions: suggestValues(client.body, "generate_secret", ["true"]),
    },
  ];
}

function switchedOff(client: Resource): RuleFinding[] {
  const isOff =
    isLeftOut(client, SWITCH) || (client.body.boolean(SWITCH) === false && !isCallersChoice(client, SWITCH));
  if (!isOff || flowsOf(client).length === 0) return [];
  return [
    {
      at: client.body.place(FLOWS),
      resource: client.address,
      severity: "warning",
      message: `${client} has OAuth flows without effect because ${SWITCH} is not true`,
      suggestions: suggestValues(client.body, SWITCH, ["true"]),
      help: `Set ${SWITCH} = true, or remove the flows and scopes`,
    },
  ];
}

function unknownScopes(client: Resource): RuleFinding[] {
  if (isCallersChoice(client, SCOPES)) return [];
  return elementsOrSelf(client.body.value(SCOPES)).elements.flatMap((scope): RuleFinding[] => {
    const text = stringOf(scope);
    if (text === undefined || text.includes("/") || STANDARD.includes(text)) return [];
    const near = didYouMean(text, STANDARD);
    return [
      {
        at: scope.place,
        ...(near !== undefined &&
          respelling(text, { meant: near, among: STANDARD }, replacing(scope.place, JSON.stringify(near)))),
        resource: client.address,
        message: `${client} asks for the scope "${text}", which no user pool has`,
        help: `Use one of ${STANDARD.join(", ")}, or <resource server>/<scope>`,
      },
    ];
  });
}

function removeFlow(client: Resource): Edit | undefined {
  const flows = client.body.value(FLOWS);
  const own = elementsOrSelf(flows).elements.find((flow) => stringOf(flow) === OWN);
  return own && removeElement(flows, own);
}
