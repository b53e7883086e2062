import { toGlobalPrincipal } from "../../aws/principals.ts";
import {
  admitsEverySource,
  type Condition,
  hasConditionOn,
  plainCondition,
  type ResourceKind,
  type Statement,
} from "../../iam/index.ts";
import { stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestCondition } from "../shared/edits/policies/source-account.ts";
import { FROM_TOPIC, queueWithPolicy } from "../shared/policies/example-code.ts";

/**
 * Services that make requests on behalf of resources of many accounts, and say which: without a condition, any of these
 * may be behind them.
 */
const DEPUTIES: ReadonlySet<string> = new Set(
  "s3 sns events cloudfront ses cloudwatch config cloudtrail codestar-notifications budgets states scheduler pipes iot logging.s3"
    .split(" ")
    .map((name) => `${name}.amazonaws.com`),
);

const JUDGED: ReadonlySet<ResourceKind> = new Set(["queue", "topic", "bucket", "secret", "bus", "stream", "table"]);

export default defineRule({
  summary: "A service may use a resource on behalf of any account",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS IAM user guide, The confused deputy problem: Cross-service confused deputy prevention (2026-11)",
  why: `The principal is the service, not your topic or bucket. Anyone may create a topic in their own account, subscribe this
queue to it, and have the service deliver what they like.`,
  bad: queueWithPolicy({}),
  good: queueWithPolicy({ Condition: FROM_TOPIC }),
  check({ stack }) {
    return stack.policyStatements.flatMap(({ site, statement }) => {
      const { effect, principals, conditions, knowsConditions } = statement;
      if (site.attachment !== "resource" || !site.kind || !JUDGED.has(site.kind)) return [];
      if (effect !== "Allow" || !knowsConditions) return [];
      const wide = conditions.find(isWideSource);
      const isGuarded = hasConditionOn(
        conditions.filter((condition) => condition !== wide).map(plainCondition),
        "aws:SourceArn",
        "aws:SourceAccount",
        "aws:SourceOwner",
        "aws:SourceOrgID",
        "aws:SourceOrgPaths",
        "aws:PrincipalOrgID",
        "aws:ResourceOrgID",
      );
      const service = principals.find(({ type, identifier }) => {
        const name = type === "Service" ? toGlobalPrincipal(stringOf(identifier) ?? "") : "";
        // EventBridge does not support conditions in a topic's policy (its user guide, Use resource-based policies)
        return DEPUTIES.has(name) && !(name === "events.amazonaws.com" && site.kind === "topic");
      });
      if (isGuarded || !service) return [];
      // SES identified the account of a rule by this key before there was aws:SourceAccount
      const isGuardedAsMail = hasConditionOn(conditions.map(plainCondition), "aws:Referer");
      if (isGuardedAsMail && stringOf(service.identifier) === "ses.amazonaws.com") return [];
      return [
        {
          at: wide?.values.values[0]?.place ?? service.identifier.place,
          resource: site.holder.address,
          message: `${stringOf(service.identifier)} may use ${site.holder} on behalf of any AWS account${wide ? ", as aws:SourceArn names none" : ""}`,
          help: `${wide ? "Write" : "Add"} an ArnLike condition on "aws:SourceArn" with the ARN of the source${site.kind === "bucket" ? "" : ', or a StringEquals condition on "aws:SourceAccount"'}`,
          // some services that access buckets, such as CloudTrail, send no account
          suggestions: site.kind === "bucket" || isForOthers(statement) ? [] : suggestCondition(site, statement),
        },
      ];
    });
  },
});

/**
 * Whether a condition on the source is one that resources of any account meet; iam/condition-weak reports a lone star.
 */
function isWideSource(condition: Condition): boolean {
  const plain = plainCondition(condition);
  return admitsEverySource(plain) && !plain.values.includes("*");
}

/** Whether the statement also lets in somebody else, who may send no account. */
function isForOthers({ principals }: Statement): boolean {
  return principals.some(
    ({ type, identifier }) => type !== "Service" || !DEPUTIES.has(toGlobalPrincipal(stringOf(identifier) ?? "")),
  );
}
