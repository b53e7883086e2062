import { referredOfType } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { setInBlock } from "../shared/edits/blocks.ts";
import { fixOf } from "../shared/edits/fixes.ts";

const example = (lifecycle: string) => `resource "aws_api_gateway_deployment" "orders" {
  rest_api_id = "a1b2c3d4e5"

  triggers = {
    redeployment = "3"
  }
${lifecycle}}

resource "aws_api_gateway_stage" "live" {
  rest_api_id   = "a1b2c3d4e5"
  deployment_id = aws_api_gateway_deployment.orders.id
  stage_name    = "live"
}`;

export default defineRule({
  summary: "A new deployment of a REST API cannot replace the old one",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_217"] },
  source: "Terraform AWS provider 6.66, aws_api_gateway_deployment (2026-11)",
  why: `Terraform deletes the old deployment before it creates the new one, and API Gateway refuses that as long as a stage points
to it: "Active stages pointing to this deployment must be moved or deleted".`,
  bad: example(""),
  good: example("\n  lifecycle {\n    create_before_destroy = true\n  }\n"),
  check({ stack }) {
    const staged = new Set(
      stack
        .resources("aws_api_gateway_stage")
        .map(({ body }) => referredOfType(body.value("deployment_id"), "aws_api_gateway_deployment")),
    );
    return stack.resources("aws_api_gateway_deployment").flatMap((deployment) => {
      const { address, body } = deployment;
      const lifecycle = body.block("lifecycle");
      // without triggers it is never replaced
      if (!staged.has(deployment) || lifecycle?.isSet("create_before_destroy") === "unknown") return [];
      if (lifecycle?.boolean("create_before_destroy") === true || body.isSet("triggers") === "no") return [];
      const edit = setInBlock(body, "lifecycle", "create_before_destroy", "true");
      return [
        {
          at: lifecycle?.place("create_before_destroy") ?? body.place(),
          resource: address,
          message: `${address} has to be replaced, but the stage that points to it prevents deleting it first`,
          help: "Add lifecycle { create_before_destroy = true }",
          fix: fixOf("Set create_before_destroy to true", edit),
        },
      ];
    });
  },
});
