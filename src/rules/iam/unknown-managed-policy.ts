import { isRetiredManagedPolicy, managedPolicyNames, suggestManagedPolicy } from "../../aws/managed-policies.ts";
import { type Place, stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { respelling } from "../shared/edits/fixes.ts";
import { WORKER_ROLE } from "../shared/policies/example-worker.ts";

const example = (policy: string) => `${WORKER_ROLE}

resource "aws_iam_role_policy_attachment" "worker" {
  role       = aws_iam_role.worker.name
  policy_arn = "arn:aws:iam::aws:policy/${policy}"
}`;

export default defineRule({
  summary: "An AWS managed policy is attached that does not exist",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS managed policy reference, policies of 2026-09",
  why: `Attaching a managed policy by an ARN that does not exist fails at apply, after half of the stack has been created. The
usual cause is the path: AWSLambdaBasicExecutionRole is under service-role/. Other policies have been withdrawn by AWS.`,
  ignoreWhen: "The policy is newer than this version of lambda-tf.",
  bad: example("AWSLambdaBasicExecutionRole"),
  good: example("service-role/AWSLambdaBasicExecutionRole"),
  check({ stack }) {
    return stack.roles.flatMap((role) =>
      role.policies.flatMap((policy) => {
        if (policy.kind !== "aws-managed" || policy.managed || !policy.arn) return [];
        const arn = policy.arnText;
        const suggestion = arn === undefined ? undefined : suggestManagedPolicy(arn);
        // without a similar name it may be a policy that is newer than the data
        if (arn === undefined || suggestion === undefined) return [];
        const isWritten =
          stringOf(policy.arn) === arn && policy.arn.place.file.slice(policy.arn.place) === JSON.stringify(arn);
        return [
          {
            at: policy.place,
            resource: policy.source.address,
            message: isRetiredManagedPolicy(arn)
              ? `AWS has withdrawn the managed policy ${arn}`
              : `AWS has no managed policy ${arn}`,
            help: `Write "${suggestion}"`,
            ...(isWritten && offer(arn, suggestion, policy.arn.place)),
          },
        ];
      }),
    );
  },
});

/**
 * Another policy may allow something else, so that only a misspelling, another path and what AWS names instead are
 * certain.
 */
function offer(arn: string, suggestion: string, place: Place): Pick<RuleFinding, "fix" | "suggestions"> {
  const edit = { title: `Use ${suggestion}`, edits: [{ place, newText: JSON.stringify(suggestion) }] };
  if (isRetiredManagedPolicy(arn)) return { fix: edit };
  return respelling(nameIn(arn), { meant: nameIn(suggestion), among: managedPolicyNames() }, edit);
}

function nameIn(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
