import { defineRule } from "../rule.ts";
import { publicStatements } from "../shared/policies/resource-policies.ts";

export default defineRule({
  summary: "Anyone may put events on an event bus",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cdk-nag": ["EventBusOpenAccess"] },
  source: "Amazon EventBridge user guide, Permissions for event buses (2026-11)",
  why: `Every AWS account may send events to the bus, with any source and content, and so trigger whatever its rules start.`,
  bad: `resource "aws_cloudwatch_event_permission" "partners" {
  principal    = "*"
  statement_id = "partners"
}`,
  good: `resource "aws_cloudwatch_event_permission" "partners" {
  principal    = "*"
  statement_id = "partners"

  condition {
    key   = "aws:PrincipalOrgID"
    type  = "StringEquals"
    value = "o-a1b2c3d4e5"
  }
}`,
  check({ stack, asOf }) {
    const help = "Name the account as principal, or restrict it with a condition on aws:PrincipalOrgID";
    const permissions = stack
      .resources("aws_cloudwatch_event_permission")
      .filter(({ body }) => body.string("principal") === "*" && body.hasBlock("condition") === "no")
      .map(({ address, body }) => ({
        at: body.place("principal"),
        resource: address,
        message: `${address} lets every AWS account put events on the bus`,
        help,
      }));
    const policies = publicStatements(stack, ["aws_cloudwatch_event_bus_policy"], asOf).map(({ holder, at }) => ({
      at,
      resource: holder.address,
      message: `${holder} lets every AWS account use the bus`,
      help,
    }));
    return [...permissions, ...policies];
  },
});
