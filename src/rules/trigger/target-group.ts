import { grouped } from "../../grouped.ts";
import { isAlways, isLeftOut, knownPrefix, type Resource, referredOfType, type Value } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { removeArgument, setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

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
  summary: "A target group has more than one function, or has one although it is for servers",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Elastic Load Balancing user guide, Use Lambda functions as targets of an Application Load Balancer (2026-11)",
  why: `A target group of type lambda accepts one function, and refuses a second; any other accepts none. To split requests, the
listener forwards to two groups with weights.`,
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
    return [
      ...[...byGroup].flatMap(([group, ofGroup]) => beyondFirst(group, ofGroup)),
      ...attachments.flatMap(forServers),
    ];
  },
});

function beyondFirst(group: Resource, [first, ...others]: readonly Resource[]): RuleFinding[] {
  return others.map((other) => ({
    at: other.body.place("target_id"),
    resource: other.address,
    message: `${other} adds another function to ${group}, which accepts only one`,
    help: "Create a target group for each function, and forward to both with weights in the listener",
    related: first ? [{ at: first.body.place("target_id"), message: "the function that is already in it" }] : [],
  }));
}

/** A function in a target group for addresses or instances, which is the default. */
function forServers(attachment: Resource): RuleFinding[] {
  const target = attachment.body.value("target_id");
  const group = referredOfType(attachment.body.value("target_group_arn"), ...GROUPS);
  if (group?.mode !== "managed" || !isFunction(target)) return [];
  const isOther = ["instance", "ip", "alb"].some((type) => isAlways(group, "target_type", type));
  if (!isOther && !isLeftOut(group, "target_type")) return [];
  return [
    {
      at: attachment.body.place("target_id"),
      resource: attachment.address,
      message: `${attachment} adds a function to ${group}, which is for ${group.body.string("target_type") ?? "instance"}`,
      help: `Set target_type = "lambda" in ${group}, and remove port, protocol and vpc_id`,
      suggestions: suggestionOf(
        "Turn it into a group for a function, which replaces it",
        setArgument(group.body, "target_type", '"lambda"', "name"),
        ...["port", "protocol", "vpc_id"]
          .filter((name) => group.body.isWritten(name))
          .map((name) => removeArgument(group.body, name)),
      ),
      related: [{ at: group.body.place("target_type"), message: "the group" }],
    },
  ];
}

function isFunction(target: Value): boolean {
  return (
    referredOfType(target, "aws_lambda_function", "aws_lambda_alias") !== undefined ||
    /^arn:[^:]*:lambda:/.test(knownPrefix(target))
  );
}
