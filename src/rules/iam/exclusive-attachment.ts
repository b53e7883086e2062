import { handedToCallers, type Stack } from "../../lambda/index.ts";
import { type Resource, referredOfType, refersTo, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A policy is attached in a way that detaches it everywhere else",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_40"], tflint: ["aws_iam_policy_attachment_exclusive_attachment"] },
  source: "AWS provider 6.66.0, aws_iam_policy_attachment (2026-11)",
  why: `aws_iam_policy_attachment owns all attachments of its policy in the whole account. Applying it detaches the policy from
every role, user and group that it does not name, including those of other teams and stacks, and two such resources undo each
other forever.`,
  ignoreWhen:
    "The policy is created in this configuration, and all its attachments are meant to be in this one resource.",
  bad: `resource "aws_iam_policy_attachment" "logs" {
  name       = "logs"
  roles      = ["worker"]
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}`,
  good: `resource "aws_iam_role_policy_attachment" "logs" {
  role       = "worker"
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}`,
  check({ stack }) {
    return stack.resources("aws_iam_policy_attachment").map((attachment) => {
      const own = onlyHolder(attachment, stack);
      const name = /:policy\/(?:.*\/)?([^/]+)$/.exec(stringOf(attachment.body.value("policy_arn")) ?? "")?.[1];
      return {
        at: attachment.body.place(),
        severity: own ? ("info" as const) : ("warning" as const),
        resource: attachment.address,
        message: own
          ? `${attachment} owns every attachment of ${own}, and detaches it from whatever gets it elsewhere`
          : `${attachment} detaches ${name ?? "its policy"} from every other role, user and group of the account`,
        help: "Use aws_iam_role_policy_attachment, one for each role",
      };
    });
  },
});

/** The policy that an attachment is for, where it is made here and nothing else here attaches it or hands it on. */
function onlyHolder(attachment: Resource, stack: Stack): Resource | undefined {
  const policy = referredOfType(attachment.body.value("policy_arn"), "aws_iam_policy");
  if (policy?.mode !== "managed" || handedToCallers(stack).has(policy)) return undefined;
  const isElsewhere = ATTACHING.some(([type, argument]) =>
    stack.resources(type).some((other) => other !== attachment && refersTo(other.body.value(argument), policy)),
  );
  return isElsewhere ? undefined : policy;
}

const ATTACHING: readonly (readonly [type: string, argument: string])[] = [
  ["aws_iam_policy_attachment", "policy_arn"],
  ["aws_iam_role_policy_attachment", "policy_arn"],
  ["aws_iam_user_policy_attachment", "policy_arn"],
  ["aws_iam_group_policy_attachment", "policy_arn"],
];
