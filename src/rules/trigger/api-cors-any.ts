import { elementsOrSelf, isCallersChoice, type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const example = (origin: string) => `resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"

  cors_configuration {
    allow_origins = ["${origin}"]
  }
}`;

export default defineRule({
  summary: "Pages of any origin may call an API or a function URL",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { kics: ["api_gateway_v2_cors_wildcard_origin"], checkov: ["CKV2_AWS_75"] },
  source: "Amazon API Gateway developer guide, Configure CORS for HTTP APIs (2026-11)",
  why: `With every origin allowed, any page can call the API from its visitors' browsers and networks, and read the responses.`,
  ignoreWhen: "The API is meant for other people's pages, or serves only public data.",
  bad: example("*"),
  good: example("https://shop.example.org"),
  check({ stack }) {
    const apis = stack.resources("aws_apigatewayv2_api").flatMap((api) =>
      api.body.blocks("cors_configuration").flatMap((cors) => {
        const any = elementsOrSelf(cors.value("allow_origins")).elements.find((origin) => stringOf(origin) === "*");
        // with credentials it is refused: trigger/api-cors
        if (!any || cors.boolean("allow_credentials") === true) return [];
        if (isCallersChoice(api, "allow_origins", cors)) return [];
        return [
          {
            at: any.place,
            resource: api.address,
            message: `Pages of any origin may call ${api}`,
            help: "List the origins whose pages call it in allow_origins",
          },
        ];
      }),
    );
    return [...apis, ...stack.resources("aws_lambda_function_url").flatMap(openUrl)];
  },
});

/** Without any methods, only simple requests get through; trigger/url-cors reports credentials. */
function openUrl(url: Resource): RuleFinding[] {
  return url.body.blocks("cors").flatMap((cors) => {
    const [origin, method] = ["allow_origins", "allow_methods"].map((argument) =>
      elementsOrSelf(cors.value(argument)).elements.find((element) => stringOf(element) === "*"),
    );
    if (!origin || !method || cors.boolean("allow_credentials") === true) return [];
    if (["allow_origins", "allow_methods"].some((name) => isCallersChoice(url, name, cors))) return [];
    return [
      {
        at: origin.place,
        resource: url.address,
        message: `Pages of any origin may call ${url} with every method`,
        help: "List the origins whose pages call it in allow_origins, and the methods in allow_methods",
      },
    ];
  });
}
