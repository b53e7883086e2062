import { arnText, baseOperator, hasConditionOn, keylessActions, plainCondition } from "../../iam/index.ts";
import { stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleContext, type RuleFinding } from "../rule.ts";
import { faultyConditions } from "../shared/policies/condition-faults.ts";
import { queueWithPolicy } from "../shared/policies/example-code.ts";

const S3 = '{ Service = "s3.amazonaws.com" }';

export default defineRule({
  summary: "A condition never matches, so its statement does nothing",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS IAM user guide, IAM JSON policy elements: Condition operators (2026-11); Lambda developer guide, Working with source function ARN (2026-11)",
  why: `StringEquals takes a star literally. The policy looks right, is accepted, and grants nothing: the call is denied in
production, and a Deny statement denies nothing.`,
  bad: queueWithPolicy({
    Principal: S3,
    Condition: '{ StringEquals = { "aws:SourceArn" = "arn:aws:s3:::orders-*" } }',
  }),
  good: queueWithPolicy({ Principal: S3, Condition: '{ ArnLike = { "aws:SourceArn" = "arn:aws:s3:::orders-*" } }' }),
  check(context) {
    const faulty = faultyConditions(context, "dead").map(({ at, fault, site, offer }) => ({
      at,
      severity: fault.part === "key" ? ("warning" as const) : undefined,
      resource: site.holder.address,
      message: fault.message,
      help: fault.help,
      ...offer,
    }));
    return [
      ...faulty,
      ...ruledOutActions(context),
      ...prefixesAsArns(context),
      ...sourceFunctions(context),
      ...networkOfFunctions(context),
      ...sourcesOfServices(context),
    ];
  },
});

/** What a statement allows under a condition that its requests never fulfil. */
function ruledOutActions({ stack }: RuleContext): readonly RuleFinding[] {
  return stack.policyStatements
    .filter(({ statement }) => statement.effect === "Allow")
    .flatMap(({ site, statement }) =>
      keylessActions(statement).map(({ action, name, condition }) => ({
        at: action.value.place,
        resource: site.holder.address,
        message: `Requests of ${name} have no ${condition.key}, so this statement never allows them`,
        help: `Allow ${name} in a statement without that condition`,
        related: [{ at: condition.keyPlace, message: "the condition" }],
      })),
    );
}

/** A prefix is a path in the bucket that is listed. */
function prefixesAsArns({ stack }: RuleContext): readonly RuleFinding[] {
  return stack.policyStatements.flatMap(({ site, statement }) =>
    statement.conditions.flatMap(({ key, operator, values }) => {
      const [first] = values.values;
      const isAsked = key.toLowerCase() === "s3:prefix" && /^string(?:equals|like)/.test(baseOperator(operator));
      const isDead = values.isComplete && values.values.every((value) => arnText(value).startsWith("arn:"));
      if (!first || !isAsked || !isDead) return [];
      return [
        {
          at: first.place,
          resource: site.holder.address,
          message: "s3:prefix is the path inside the bucket, so it never begins with an ARN",
          help: "Write only the path, without the bucket's ARN and the slash after it",
        },
      ];
    }),
  );
}

/** Lambda sends lambda:SourceFunctionArn only for identity policies. */
function sourceFunctions({ stack }: RuleContext): readonly RuleFinding[] {
  return stack.policyStatements.flatMap(({ site, statement }) => {
    const written = statement.conditions.find((condition) =>
      hasConditionOn([plainCondition(condition)], "lambda:SourceFunctionArn"),
    );
    if (
      site.attachment !== "resource" ||
      site.kind === "vpc-endpoint" ||
      !written ||
      /ifexists$/i.test(written.operator)
    )
      return [];
    return [
      {
        at: written.keyPlace,
        severity: "warning" as const,
        resource: site.holder.address,
        message: "lambda:SourceFunctionArn is not present when a resource's policy is evaluated",
        help: "Name the function's role as Principal, or use aws:PrincipalArn; lambda:SourceFunctionArn belongs in the role's policy",
      },
    ];
  });
}

/** Lambda joins a VPC itself, before any function runs: these calls have no source function. */
function networkOfFunctions({ stack }: RuleContext): readonly RuleFinding[] {
  return stack.policyStatements.flatMap(({ site, statement }) => {
    const { effect, actions, conditions } = statement;
    const written = conditions.find((condition) =>
      hasConditionOn([plainCondition(condition)], "lambda:SourceFunctionArn"),
    );
    const action = actions.values.find((value) =>
      /^ec2:(?:Create|Delete)NetworkInterface$/i.test(stringOf(value) ?? ""),
    );
    const isRequired = written && !/not|ifexists$/i.test(written.operator);
    if (site.attachment !== "identity" || effect !== "Allow" || !isRequired || !action) return [];
    return [
      {
        at: written.keyPlace,
        severity: "warning" as const,
        resource: site.holder.address,
        message: `${stringOf(action)} is called by Lambda itself, not by a function, so a condition on lambda:SourceFunctionArn is never true`,
        help: "Remove the condition; to keep the code from making these calls, deny them under this condition in a separate statement",
      },
    ];
  });
}

/** Keys of requests that a service makes on behalf of somebody's resource. */
const SERVICE_KEYS = /^aws:source(?:arn|account|orgid|orgpaths)$/i;

/** A function makes requests as its role, and not as a service on behalf of another resource. */
function sourcesOfServices({ stack }: RuleContext): readonly RuleFinding[] {
  return stack.policyStatements.flatMap(({ site, statement }) => {
    const { attachment, roles } = site;
    const isFunctions = roles.length > 0 && roles.every((role) => stack.isFunctionRole(role) === true);
    if (attachment !== "identity" || statement.effect !== "Allow" || !isFunctions) return [];
    const written = statement.conditions.find(
      ({ key, operator }) => SERVICE_KEYS.test(key) && !/^null$|^forallvalues:|not|ifexists$/i.test(operator),
    );
    if (!written) return [];
    return [
      {
        at: written.keyPlace,
        severity: "warning" as const,
        resource: site.holder.address,
        message: `Calls of a function have no ${written.key}, so this statement never allows them`,
        help: `Remove the condition; ${written.key} belongs in the policy of what a service calls`,
      },
    ];
  });
}
