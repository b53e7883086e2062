import { handedToCallers, type Stack } from "../../lambda/index.ts";
import { type Resource, referencesIn, referredOfType, refersTo, resourceKey, stringOf } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { replacedWithin, suggestionOf } from "../shared/edits/fixes.ts";
import { writtenAs } from "../shared/edits/references.ts";

const EXCLUSIVE = "aws_iam_policy_attachment";
const PER_ROLE = "aws_iam_role_policy_attachment";

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
    return stack.resources(EXCLUSIVE).map((attachment) => {
      const own = onlyHolder(attachment, stack);
      const name = /^(?:(?!:policy\/).)*:policy\/(?:.*\/)?([^/]+)$/s.exec(
        stringOf(attachment.body.value("policy_arn")) ?? "",
      )?.[1];
      return {
        at: attachment.body.place(),
        severity: own ? ("info" as const) : ("warning" as const),
        resource: attachment.address,
        message: own
          ? `${attachment} owns every attachment of ${own}, and detaches it from whatever gets it elsewhere`
          : `${attachment} detaches ${name ?? "its policy"} from every other role, user and group of the account`,
        help: `Use ${PER_ROLE}, one for each role`,
        suggestions: perRole(attachment),
      };
    });
  },
});

/** The policy of an attachment, if it is created here and nothing else here attaches it or passes it on. */
function onlyHolder(attachment: Resource, stack: Stack): Resource | undefined {
  const policy = referredOfType(attachment.body.value("policy_arn"), "aws_iam_policy");
  if (policy?.mode !== "managed" || handedToCallers(stack).has(policy)) return undefined;
  const isElsewhere = ATTACHING.some(([type, argument]) =>
    stack.resources(type).some((other) => other !== attachment && refersTo(other.body.value(argument), policy)),
  );
  return isElsewhere ? undefined : policy;
}

/** Replaces it by an attachment to its only role, which leaves others alone. */
function perRole({ body, module, mode, name }: Resource): readonly Fix[] {
  const roles = body.value("roles");
  const [role, ...others] = roles.kind === "list" ? roles.elements : [];
  const isTaken = module.declared.resources.has(resourceKey(mode, PER_ROLE, name));
  if (!role || others.length > 0 || isTaken || ["users", "groups"].some((one) => body.isWritten(one))) return [];
  const text = /^\[([^[\],#/]+)(?:,\s*)?\]$/.exec(writtenAs(body, "roles"))?.[1]?.trim();
  const uses = referencesIn(module.directory).filter(({ root, path }) => root === EXCLUSIVE && path[0] === name);
  // the attributes of the two types differ
  if (text === undefined || uses.some(({ path }) => path.length > 1)) return [];
  const { file, ...span } = body.namePlace("roles");
  const isAligned = file.text.startsWith("  ", span.end);
  return suggestionOf(
    `Attach it with ${PER_ROLE}, and apply twice: removing the old attachment detaches the policy once more`,
    ...replacedWithin(body.place(), EXCLUSIVE, PER_ROLE),
    removeArgument(body, "name"),
    { place: { file, ...span }, newText: isAligned ? "role " : "role" },
    { place: body.place("roles"), newText: text },
    ...uses.flatMap(({ place }) => replacedWithin(place, EXCLUSIVE, PER_ROLE)),
  );
}

const ATTACHING: readonly (readonly [type: string, argument: string])[] = [
  [EXCLUSIVE, "policy_arn"],
  [PER_ROLE, "policy_arn"],
  ["aws_iam_user_policy_attachment", "policy_arn"],
  ["aws_iam_group_policy_attachment", "policy_arn"],
];
