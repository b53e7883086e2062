import { stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "Every AWS account may use the layer and read its content",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  source:
    "AWS Lambda developer guide, Sharing layers with other accounts; API reference, AddLayerVersionPermission (2026-11)",
  why: `With principal = "*" and no organization_id anyone can download the layer's content. Your own libraries, and anything
packed with them by mistake, are then public.`,
  ignoreWhen: "The layer is published for everyone, as vendors do.",
  bad: `resource "aws_lambda_layer_version_permission" "shared" {
  statement_id   = "shared"
  layer_name     = aws_lambda_layer_version.shared.layer_name
  version_number = aws_lambda_layer_version.shared.version
  action         = "lambda:GetLayerVersion"
  principal      = "*"
}`,
  good: `resource "aws_lambda_layer_version_permission" "shared" {
  statement_id    = "shared"
  layer_name      = aws_lambda_layer_version.shared.layer_name
  version_number  = aws_lambda_layer_version.shared.version
  action          = "lambda:GetLayerVersion"
  principal       = "*"
  organization_id = "o-abc123defg"
}`,
  check({ stack }) {
    return stack.resources("aws_lambda_layer_version_permission").flatMap(({ address, body }) => {
      if (stringOf(body.value("principal")) !== "*" || body.isSet("organization_id") !== "no") return [];
      return [
        {
          at: body.place("principal"),
          resource: address,
          message: `${address} lets every AWS account use and download the layer`,
          help: "Name the account, or add organization_id with your organization's id",
        },
      ];
    });
  },
});
