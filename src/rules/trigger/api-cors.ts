import { elementsOrSelf, isCallersChoice, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

const example = (origin: string) => `resource "aws_apigatewayv2_api" "orders" {
  name          = "orders"
  protocol_type = "HTTP"

  cors_configuration {
    allow_credentials = true
    allow_origins     = ["${origin}"]
  }
}`;

export default defineRule({
  summary: "An API allows credentials from every origin, which API Gateway refuses",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon API Gateway developer guide, Configure CORS for HTTP APIs (2026-11)",
  why: "API Gateway refuses a CORS configuration that allows every origin together with credentials, and browsers would reject it.",
  bad: example("*"),
  good: example("https://shop.example.org"),
  check({ stack }) {
    return stack.resources("aws_apigatewayv2_api").flatMap((api) =>
      api.body.blocks("cors_configuration").flatMap((cors) => {
        const any = elementsOrSelf(cors.value("allow_origins")).elements.find((origin) => stringOf(origin) === "*");
        if (!any || cors.boolean("allow_credentials") !== true) return [];
        if (["allow_origins", "allow_credentials"].some((name) => isCallersChoice(api, name, cors))) return [];
        return [
          {
            at: any.place,
            resource: api.address,
            message: `${api} allows credentials from every origin`,
            suggestions: suggestValues(cors, "allow_credentials", ["false"]),
            help: "List the origins that may send credentials in allow_origins, or set allow_credentials = false",
          },
        ];
      }),
    );
  },
});
