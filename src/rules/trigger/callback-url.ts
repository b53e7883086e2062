import { elementsOrSelf, isCallersChoice, type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { replaceValue } from "../shared/edits/values.ts";

const DEFAULT = "default_redirect_uri";
const ARGUMENTS = ["callback_urls", DEFAULT];
/** The address of an application on the developer's machine. */
const OWN_MACHINE = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/i;

const example = (scheme: string) => `resource "aws_cognito_user_pool_client" "app" {
  name          = "app"
  user_pool_id  = "eu-west-1_AbCdEfGhI"
  callback_urls = ["${scheme}://app.example.org/signed-in"]
}`;

export default defineRule({
  summary: "A client of a user pool has a callback URL that Cognito refuses",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon Cognito API reference, CreateUserPoolClient: CallbackURLs, DefaultRedirectURI (2026-11)",
  why: `Cognito refuses callback URLs with a fragment, and those with http except for localhost: the code that signs in a user
would travel in plain text. The default must be one of the callback URLs.`,
  bad: example("http"),
  good: example("https"),
  check({ stack }) {
    return stack
      .resources("aws_cognito_user_pool_client")
      .flatMap((client) => [...ARGUMENTS.flatMap((argument) => refused(client, argument)), ...unlistedDefault(client)]);
  },
});

/** The URLs in an argument that have no TLS, or a fragment. */
function refused({ address, body }: Resource, argument: string): RuleFinding[] {
  return elementsOrSelf(body.value(argument)).elements.flatMap((element) => {
    const url = stringOf(element) ?? "";
    const isPlain = isWithoutTls(url);
    if (!isPlain && !hasFragment(url)) return [];
    const right = isPlain ? url.replace(/^http:/i, "https:") : url.replace(/#.*$/s, "");
    return [
      {
        at: element.place,
        resource: address,
        message: `${argument} of ${address} has ${url}, which Cognito refuses: it ${isPlain ? "is not https" : "has a fragment"}`,
        suggestions: suggestionOf(
          isPlain ? "Use https" : "Leave out the fragment",
          replaceValue(element, JSON.stringify(right)),
        ),
        help: isPlain ? "Use https; http is only allowed for localhost" : "Leave out the # and what follows",
      },
    ];
  });
}

function isWithoutTls(url: string): boolean {
  return /^http:/i.test(url) && !OWN_MACHINE.test(url);
}

function hasFragment(url: string): boolean {
  return /^https?:.*#/i.test(url);
}

/** A default that is certainly none of the callback URLs. */
function unlistedDefault(client: Resource): RuleFinding[] {
  const { address, body } = client;
  const url = body.string(DEFAULT);
  const { elements, complete } = elementsOrSelf(body.value("callback_urls"));
  const listed = elements.map(stringOf);
  if (url === undefined || url === "" || !complete || listed.includes(undefined) || listed.includes(url)) return [];
  if (isWithoutTls(url) || hasFragment(url) || ARGUMENTS.some((name) => isCallersChoice(client, name))) return [];
  return [
    {
      at: body.place(DEFAULT),
      resource: address,
      message: `${DEFAULT} of ${address}, ${url}, is none of its callback URLs, so Cognito refuses it`,
      help: "Add it to callback_urls, or name one of those",
    },
  ];
}
