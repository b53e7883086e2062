import { defineRule } from "../rule.ts";
import { faultyConditions } from "../shared/policies/condition-faults.ts";
import { queueWithPolicy } from "../shared/policies/example-code.ts";

const S3 = '{ Service = "s3.amazonaws.com" }';

export default defineRule({
  summary: "A condition restricts less than it says",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS IAM user guide, Conditions with multiple context keys or values: ForAllValues (2026-11)",
  why: `ForAllValues is true if the request has no such key at all, StringNotEquals with a star is always true, and a lone star
admits everything. Such a condition looks like protection but is none.`,
  bad: queueWithPolicy({
    Principal: S3,
    Condition: '{ "ForAllValues:StringEquals" = { "aws:SourceAccount" = "111122223333" } }',
  }),
  good: queueWithPolicy({ Principal: S3, Condition: '{ StringEquals = { "aws:SourceAccount" = "111122223333" } }' }),
  check(context) {
    return faultyConditions(context, "weak").map(({ at, fault, site, offer }) => ({
      at,
      resource: site.holder.address,
      message: fault.message,
      help: fault.help,
      ...offer,
    }));
  },
});
