import { isPublic, policyDocument, type Statement } from "../../iam/index.ts";
import { alternatives, type Value } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const example = (condition: string) => `resource "aws_api_gateway_rest_api_policy" "orders" {
  rest_api_id = "a1b2c3d4e5"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "execute-api:Invoke"
      Resource  = "execute-api:/*"
${condition}    }]
  })
}`;

export default defineRule({
  summary: "The policy of a REST API gives access to everyone",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  peers: { checkov: ["CKV2_AWS_70"], kics: ["rest_api_with_vulnerable_policy"] },
  source: "Amazon API Gateway developer guide, Control access to a REST API with resource policies (2026-11)",
  why: `A policy that allows everyone without a condition is no protection, and on a private API it gives access to every VPC
endpoint of every account.`,
  ignoreWhen: "The API is public, and its methods have authorizers.",
  bad: example(""),
  good: example('      Condition = { StringEquals = { "aws:SourceVpce" = "vpce-0a1b2c3d4e5f" } }\n'),
  check({ stack, asOf }) {
    const holders = ["aws_api_gateway_rest_api", "aws_api_gateway_rest_api_policy"];
    return holders.flatMap((type) =>
      stack.resources(type).flatMap(({ address, body }) =>
        alternatives(body.value("policy"))
          .flatMap((value) => openStatements(value, asOf))
          .map(({ principals: [principal], place }) => ({
            at: principal?.identifier.place ?? place,
            resource: address,
            message: `The policy of ${address} lets everyone call the API`,
            help: "Restrict it with a condition on aws:SourceVpce, aws:SourceIp or aws:PrincipalOrgID",
          })),
      ),
    );
  },
});

function openStatements(policy: Value, asOf: string): readonly Statement[] {
  const document = policyDocument(policy);
  // allowing everyone and denying most is a way to let in just some
  if (!document?.isComplete || document.statements.some(({ effect }) => effect !== "Allow")) return [];
  return document.statements.filter((statement) => isPublic(statement, asOf));
}
