import { stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const example = (triggers: string) => `resource "aws_api_gateway_rest_api" "orders" {
  name = "orders"
  body = file("openapi.json")
}

resource "aws_api_gateway_deployment" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
${triggers}
  lifecycle {
    create_before_destroy = true
  }
}`;

export default defineRule({
  summary: "Changes of a REST API are never deployed",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Terraform AWS provider 6.66, aws_api_gateway_deployment: triggers (2026-11)",
  why: `A deployment is a snapshot of the API. Terraform makes a new one only when the deployment itself changes: without triggers, new
methods and integrations are applied, and no client ever sees them.`,
  ignoreWhen: "Something outside of Terraform deploys the API.",
  bad: example(""),
  good: example(`
  triggers = {
    redeployment = sha1(aws_api_gateway_rest_api.orders.body)
  }
`),
  check({ stack }) {
    return stack.resources("aws_api_gateway_deployment").flatMap(({ address, body }) => {
      // what people put a hash or a time into before there were triggers
      const isRenewed = ["triggers", "variables", "stage_description"].some(
        (argument) => body.isSet(argument) !== "no",
      );
      const description = body.value("description");
      const isFixed = description.kind === "null" || stringOf(description) !== undefined;
      if (isRenewed || !isFixed || body.block("lifecycle")?.isWritten("replace_triggered_by")) return [];
      return [
        {
          at: body.place("triggers"),
          resource: address,
          message: `${address} is made once, and later changes of the API are not deployed`,
          help: "Add triggers = { redeployment = sha1(jsonencode([ … ])) } with the methods and integrations, or with the body",
        },
      ];
    });
  },
});
