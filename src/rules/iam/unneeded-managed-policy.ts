import { FEATURE_POLICIES } from "../../aws/managed-policy-risks.ts";
import type { LambdaFunction } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { BASIC_POLICY, basicInPlaceOf } from "../shared/edits/policies/basic-policy.ts";
import { WORKER_FUNCTION, WORKER_ROLE } from "../shared/policies/example-worker.ts";
import { type Feature, LACK, mayHaveFeature } from "../shared/policies/feature-use.ts";
import { rolesGiven } from "../shared/policies/shared-policies.ts";

const example = (policy: string) => `${WORKER_ROLE}

resource "aws_iam_role_policy_attachment" "worker" {
  role       = aws_iam_role.worker.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/${policy}"
}

${WORKER_FUNCTION}`;

export default defineRule({
  summary: "A role has a managed policy for a trigger or setting that its functions do not have",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source: "AWS Lambda developer guide, AWS managed policies for Lambda (2026-11)",
  why: `Each of these policies grants access to every queue, stream or network interface of the account. Where the function has
no such trigger, nothing is gained by it.`,
  ignoreWhen: "The trigger is connected in another stack.",
  bad: example("AWSLambdaVPCAccessExecutionRole"),
  good: example("AWSLambdaBasicExecutionRole"),
  check({ stack }) {
    return stack.roles.flatMap((role) => {
      const functions = stack.functionsOf(role);
      if (functions.length === 0 || !stack.knowsAllTriggers) return [];
      return role.policies.flatMap((policy) => {
        const feature = FEATURE_POLICIES.get(policy.managed?.name ?? "");
        if (!feature || rolesGiven(stack, policy).some((one) => mayNeed(stack.functionsOf(one), feature))) return [];
        return [
          {
            at: policy.place,
            resource: policy.source.address,
            message: `${policy.managed?.name} is on ${role}, but no function that runs as it ${LACK[feature]}`,
            help:
              feature === "vpc" || feature === "tracing"
                ? "Attach service-role/AWSLambdaBasicExecutionRole instead, or write the log permissions inline"
                : "Remove it, and keep only what the functions need",
            suggestions: suggestionOf(
              `Attach ${BASIC_POLICY} instead`,
              feature === "tracing" || role.policies.some(({ managed }) => managed?.name === BASIC_POLICY)
                ? undefined
                : basicInPlaceOf(policy),
            ),
          },
        ];
      });
    });
  },
});

/** A role without functions here may be for anything. */
function mayNeed(functions: readonly LambdaFunction[], feature: Feature): boolean {
  return functions.length === 0 || functions.some((fn) => mayHaveFeature(fn, feature));
}
