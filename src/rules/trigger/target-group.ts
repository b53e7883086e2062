import { grouped } from "../../grouped.ts";
import { isAlways, type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const GROUPS = ["aws_lb_target_group", "aws_alb_target_group"];

const attachment = (name: string) => `
resource "aws_lb_target_group_attachment" "${name}" {
  target_group_arn = aws_lb_target_group.orders.arn
  target_id        = "arn:aws:lambda:eu-west-1:111122223333:function:${name}"
}
`;
const GROUP = `resource "aws_lb_target_group" "orders" {
  name        = "orders"
  target_type = "lambda"
}
`;

export default defineRule({
  summary: "A target group holds more than one function",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Elastic Load Balancing user guide, Use Lambda functions as targets of an Application Load Balancer (2026-11)",
  why: "A target group takes one function, and refuses the second. To divide requests, the listener forwards to two groups with weights.",
  bad: GROUP + attachment("orders") + attachment("payments"),
  good: GROUP + attachment("orders"),
  check({ stack }) {
    const attachments = ["aws_lb_target_group_attachment", "aws_alb_target_group_attachment"]
      .flatMap((type) => stack.resources(type))
      .filter(({ isCertain, isSymbolic }) => isCertain && !isSymbolic);
    const byGroup = grouped(attachments, ({ body }) => {
      const group = referredOfType(body.value("target_group_arn"), ...GROUPS);
      return group && isAlways(group, "target_type", "lambda") ? [group] : [];
    });
    return [...byGroup].flatMap(([group, ofGroup]) => beyondFirst(group, ofGroup));
  },
});

function beyondFirst(group: Resource, [first, ...others]: readonly Resource[]): RuleFinding[] {
  return others.map((other) => ({
    at: other.body.place("target_id"),
    resource: other.address,
    message: `${other} puts another function into ${group}, which takes one`,
    help: "Make a target group for each function, and let the listener forward to both with weights",
    related: first ? [{ at: first.body.place("target_id"), message: "the function that is in it" }] : [],
  }));
}
