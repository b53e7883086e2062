import { elementsOrSelf, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const example = (origin: string) => `resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"

  cors_configuration {
    allow_origins = ["${origin}"]
  }
}`;

export default defineRule({
  summary: "Pages of every origin may call an API",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { kics: ["api_gateway_v2_cors_wildcard_origin"] },
  source: "Amazon API Gateway developer guide, Configure CORS for HTTP APIs (2026-11)",
  why: `With every origin allowed, any page can call the API from its visitors' browsers and networks, and read the answers.`,
  ignoreWhen: "The API is meant for pages of others, or serves public data only.",
  bad: example("*"),
  good: example("https://shop.example.org"),
  check({ stack }) {
    return stack.resources("aws_apigatewayv2_api").flatMap(({ address, body }) =>
      body.blocks("cors_configuration").flatMap((cors) => {
        const any = elementsOrSelf(cors.value("allow_origins")).elements.find((origin) => stringOf(origin) === "*");
        // with credentials it is refused: trigger/api-cors
        if (!any || cors.boolean("allow_credentials") === true) return [];
        return [
          {
            at: any.place,
            resource: address,
            message: `Pages of every origin may call ${address}`,
            help: "Name the origins whose pages call it in allow_origins",
          },
        ];
      }),
    );
  },
});
