import { elementsOrSelf, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { replaceValue } from "../shared/edits/values.ts";

const ARGUMENTS = ["callback_urls", "default_redirect_uri"];
/** The address of an application on the developer's machine. */
const OWN_MACHINE = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/i;

const example = (scheme: string) => `resource "aws_cognito_user_pool_client" "app" {
  name          = "app"
  user_pool_id  = "eu-west-1_AbCdEfGhI"
  callback_urls = ["${scheme}://app.example.org/signed-in"]
}`;

export default defineRule({
  summary: "A client of a user pool has a callback URL without TLS, or with a fragment",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon Cognito API reference, CreateUserPoolClient: CallbackURLs, DefaultRedirectURI (2026-11)",
  why: `Cognito refuses callback URLs with a fragment, and those with http except for localhost: the code that signs in a user
would travel in plain text.`,
  bad: example("http"),
  good: example("https"),
  check({ stack }) {
    return stack.resources("aws_cognito_user_pool_client").flatMap(({ address, body }) =>
      ARGUMENTS.flatMap((argument) =>
        elementsOrSelf(body.value(argument)).elements.flatMap((element) => {
          const url = stringOf(element) ?? "";
          const isPlain = /^http:/i.test(url) && !OWN_MACHINE.test(url);
          if (!isPlain && !/^https?:.*#/i.test(url)) return [];
          return [
            {
              at: element.place,
              resource: address,
              message: `${argument} of ${address} has ${url}, which Cognito refuses: it ${isPlain ? "is not https" : "has a fragment"}`,
              suggestions: suggestionOf(
                isPlain ? "Use https" : "Leave out the fragment",
                replaceValue(
                  element,
                  JSON.stringify(isPlain ? url.replace(/^http:/i, "https:") : url.replace(/#.*$/s, "")),
                ),
              ),
              help: isPlain ? "Use https; http is only allowed for localhost" : "Leave out the # and what follows",
            },
          ];
        }),
      ),
    );
  },
});
