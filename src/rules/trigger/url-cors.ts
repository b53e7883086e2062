import { type BlockValue, elementsOrSelf, isCallersChoice, type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

export default defineRule({
  summary:
    "A function URL lets the pages of any origin send the user's credentials, or Lambda refuses its CORS settings",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV2_AWS_75"] },
  source:
    "AWS Lambda API reference, Cors (2026-11); for a star beside others, the API's answer as cdk-preflight has it (2026-09)",
  why: `With allow_credentials and every origin allowed, any web page that a user visits may call the function with the user's cookies.
Browsers refuse a plain "*" together with credentials, so the intended page does not work either. Lambda accepts a star only alone.`,
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
    return stack
      .resources("aws_lambda_function_url")
      .flatMap((url) =>
        url.body.blocks("cors").flatMap((cors) => [...withCredentials(url, cors), ...starAmongOthers(url, cors)]),
      );
  },
});

function withCredentials(url: Resource, cors: BlockValue): RuleFinding[] {
  const anyOrigin = elementsOrSelf(cors.value("allow_origins")).elements.find((origin) => stringOf(origin) === "*");
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
}

function starAmongOthers(url: Resource, cors: BlockValue): RuleFinding[] {
  return ["allow_origins", "allow_methods"].flatMap((name) => {
    const { elements } = elementsOrSelf(cors.value(name));
    const star = elements.find((element) => stringOf(element) === "*");
    // the provider sends each value once
    const isAlone = elements.every((element) => stringOf(element) === "*");
    if (!star || isAlone || isCallersChoice(url, name, cors)) return [];
    return [
      {
        at: star.place,
        resource: url.address,
        severity: "error" as const,
        message: `${name} of ${url} has "*" beside other values, which Lambda refuses`,
        help: 'Write "*" alone, or only the others',
        suggestions: suggestValues(cors, name, ['["*"]']),
      },
    ];
  });
}
