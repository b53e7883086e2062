import { toGlobalPrincipal } from "../../aws/principals.ts";
import { hasConditionOn, plainCondition, type Statement } from "../../iam/index.ts";
import { stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestCondition } from "../shared/edits/policies/source-account.ts";

/** Services that assume customers' roles and send the resource they act for: their guides recommend the condition. */
const SAY_THE_SOURCE: ReadonlySet<string> = new Set(
  ["scheduler", "pipes", "states", "bedrock", "firehose", "events", "sns", "kinesisanalytics"].map(
    (name) => `${name}.amazonaws.com`,
  ),
);

const example = (condition: string) => `resource "aws_iam_role" "schedules" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "scheduler.amazonaws.com" }
${condition}    }]
  })
}`;

export default defineRule({
  summary: "A service may assume a role on behalf of another account",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  source: "AWS IAM user guide, The confused deputy problem: Cross-service confused deputy prevention (2026-11)",
  why: `The service acts for many accounts. Without a condition on the account, someone else's schedule or pipe could name this
role, and the service would assume it for them.`,
  bad: example(""),
  good: example('      Condition = { StringEquals = { "aws:SourceAccount" = "111122223333" } }\n'),
  check({ stack }) {
    return stack.policyStatements.flatMap(({ site, statement }) => {
      const { effect, principals, conditions, knowsConditions } = statement;
      if (site.attachment !== "trust" || effect !== "Allow" || !knowsConditions) return [];
      const isGuarded = hasConditionOn(
        conditions.map(plainCondition),
        "aws:SourceAccount",
        "aws:SourceArn",
        "aws:SourceOrgID",
        "aws:SourceOrgPaths",
        // Firehose sends the stream's account as the external id
        "sts:ExternalId",
      );
      const service = principals.find(
        ({ type, identifier }) =>
          type === "Service" && SAY_THE_SOURCE.has(toGlobalPrincipal(stringOf(identifier) ?? "")),
      );
      if (isGuarded || !service) return [];
      return [
        {
          at: service.identifier.place,
          resource: site.holder.address,
          message: `${stringOf(service.identifier)} may assume ${site.holder} for any account`,
          help: 'Add a StringEquals condition on "aws:SourceAccount" with data.aws_caller_identity.current.account_id',
          suggestions: isForOthers(statement) ? [] : suggestCondition(site, statement),
        },
      ];
    });
  },
});

/** Whether the statement also lets somebody else assume the role, who may send no account. */
function isForOthers({ principals }: Statement): boolean {
  return principals.some(({ identifier }) => !SAY_THE_SOURCE.has(toGlobalPrincipal(stringOf(identifier) ?? "")));
}
