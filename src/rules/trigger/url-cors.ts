import { elementsOrSelf, isCallersChoice, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

export default defineRule({
  summary: "A function URL lets the pages of any origin send the user's credentials",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV2_AWS_75"] },
  source: "AWS Lambda API reference, Cors (2026-11)",
  why: `With allow_credentials and every origin allowed, any web page that a user visits may call the function with the user's cookies.
Browsers refuse a plain "*" together with credentials, so the intended page does not work either.`,
  bad: `resource "aws_lambda_function_url" "orders" {
  function_name      = "orders"
  authorization_type = "AWS_IAM"

  cors {
    allow_credentials = true
    allow_origins     = ["*"]
  }
}`,
  good: `resource "aws_lambda_function_url" "orders" {
  function_name      = "orders"
  authorization_type = "AWS_IAM"

  cors {
    allow_credentials = true
    allow_origins     = ["https://shop.example.org"]
  }
}`,
  check({ stack }) {
    return stack.resources("aws_lambda_function_url").flatMap((url) =>
      url.body.blocks("cors").flatMap((cors) => {
        const anyOrigin = elementsOrSelf(cors.value("allow_origins")).elements.find(
          (origin) => stringOf(origin) === "*",
        );
        if (!anyOrigin || cors.boolean("allow_credentials") !== true) return [];
        if (["allow_origins", "allow_credentials"].some((name) => isCallersChoice(url, name, cors))) return [];
        return [
          {
            at: anyOrigin.place,
            resource: url.address,
            message: `${url} allows credentials from every origin`,
            help: "List the origins that may send credentials in allow_origins, or set allow_credentials = false",
            suggestions: suggestValues(cors, "allow_credentials", ["false"]),
          },
        ];
      }),
    );
  },
});
