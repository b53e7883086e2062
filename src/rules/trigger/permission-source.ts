import { triggerSourcesOfPrincipal } from "../../aws/principals.ts";
import { type Permission, pushTriggersFor, type Stack } from "../../lambda/index.ts";
import { isLeftOut, isSamePlace } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { accountOf } from "../shared/edits/account.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { sourceArnOf } from "../shared/triggers/permission-source-arn.ts";

export default defineRule({
  summary: "A service may call a function on behalf of any AWS account",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_364"], trivy: ["AWS-0067"], "cfn-lint": ["W3663"] },
  source:
    "AWS Lambda developer guide, Using resource-based policies for Lambda; AWS Lambda API reference, AddPermission: EventSourceToken; Serverless Framework documentation, Alexa Skill (2026-11)",
  why: `A permission for a service without a source covers that service's resources in every account: someone else's topic, rule or
bucket may call the function. An S3 ARN contains no account, and the name of a deleted bucket can be taken by anyone, so S3 needs
source_account as well. Alexa uses event_source_token instead of source_arn: without it any developer's skill may call.`,
  bad: `resource "aws_lambda_permission" "uploads" {
  function_name = "resize"
  action        = "lambda:InvokeFunction"
  principal     = "s3.amazonaws.com"
  source_arn    = "arn:aws:s3:::orders-uploads"
}`,
  good: `resource "aws_lambda_permission" "uploads" {
  function_name  = "resize"
  action         = "lambda:InvokeFunction"
  principal      = "s3.amazonaws.com"
  source_arn     = "arn:aws:s3:::orders-uploads"
  source_account = "111122223333"
}`,
  check({ stack }) {
    return stack.permissions.flatMap((permission) => {
      if (ALEXA.has(permission.principal ?? "")) return permission.isUnrestricted ? [withoutSkill(permission)] : [];
      const sources = triggerSourcesOfPrincipal(permission.principal ?? "");
      const takesSource = sources.some(({ invocation, takesSourceArn, kind }) => {
        return invocation === "permission" && (takesSourceArn || kind === "config-rule");
      });
      const hasAccount = ["source_account", "principal_org_id"].some((name) => !isLeftOut(permission.resource, name));
      if (!takesSource || hasAccount) return [];
      if (permission.isUnrestricted) return [withoutSource(permission, stack)];
      const isAccountless = sources.every(({ arnHasAccount }) => !arnHasAccount);
      const isNamed = isAccountless && permission.body.isSet("source_arn") === "yes";
      return isNamed && !isSaidOfAnother(permission, stack) ? [withoutAccount(permission)] : [];
    });
  },
});

/** Whether a module writes the same source into a permission for the function and into this one for a version of it. */
function isSaidOfAnother(permission: Permission, { permissions }: Stack): boolean {
  if (permission.body.isSet("qualifier") !== "yes") return false;
  const at = permission.place("source_arn");
  return permissions.some(
    (other) =>
      other.resource.module === permission.resource.module &&
      other.body.isSet("qualifier") !== "yes" &&
      isSamePlace(other.place("source_arn"), at),
  );
}

function withoutSource(permission: Permission, stack: Stack): RuleFinding {
  const arns = [
    ...new Set(pushTriggersFor(permission, stack).map((trigger) => sourceArnOf(trigger, permission.resource))),
  ];
  const [arn] = arns;
  const only = arns.length === 1 ? arn : undefined;
  return {
    at: permission.place("principal"),
    resource: permission.resource.address,
    message: `${permission} lets ${permission.principal} call the function on behalf of any AWS account`,
    help: helpFor(permission, only),
    suggestions: withSource(permission, only),
  };
}

/** The arguments that keep other accounts out: the source's ARN if it names the account and can be referred to yet. */
function withSource({ resource, body, principal }: Permission, arn: string | undefined): readonly Fix[] {
  const source = arn === undefined ? undefined : setArgument(body, "source_arn", arn);
  const isOfBucket = principal === "s3.amazonaws.com";
  if (!isOfBucket && !ASK_FIRST.has(principal ?? ""))
    return source ? suggestionOf(`Set source_arn to ${arn}${REPLACING}`, source) : [];
  const { id, edits } = accountOf(resource);
  const account = setArgument(body, "source_account", id);
  return isOfBucket && arn !== undefined
    ? suggestionOf(`Set source_arn and source_account${REPLACING}`, source, account, ...edits)
    : suggestionOf(`Set source_account to ${id}${REPLACING}`, account, ...edits);
}

/**
 * Every argument of a permission replaces it (AWS provider 6, lambda/permission.go: ForceNew, 2026-11), and calls are
 * refused until the new one is in force.
 */
const REPLACING = ", which replaces the permission";

/** Skills have ids instead of ARNs, by which a permission distinguishes them. */
const ALEXA: ReadonlySet<string> = new Set([
  "alexa-appkit.amazon.com",
  "alexa-appkit.auth.amazon.com",
  "alexa-connectedhome.amazon.com",
]);

function withoutSkill(permission: Permission): RuleFinding {
  return {
    at: permission.place("principal"),
    resource: permission.resource.address,
    message: `${permission} lets every Alexa skill call the function, whoever published it`,
    help: "Set event_source_token to the id of your skill, amzn1.ask.skill.…",
  };
}

/**
 * These refuse a function that they may not call yet, so that the permission cannot wait for the ARN of what they
 * create.
 */
const ASK_FIRST: ReadonlySet<string> = new Set(["config.amazonaws.com", "ses.amazonaws.com"]);

function helpFor({ principal }: Permission, arn: string | undefined): string {
  if (ASK_FIRST.has(principal ?? ""))
    return "Set source_account to your account's ID, for example from data.aws_caller_identity: the permission has to exist before the source";
  const account = principal === "s3.amazonaws.com" ? ", and source_account" : "";
  return `Set source_arn${arn === undefined ? " to the ARN of what calls it" : ` = ${arn}`}${account}`;
}

function withoutAccount(permission: Permission): RuleFinding {
  const { resource, body } = permission;
  const { id, edits } = accountOf(resource);
  return {
    at: permission.place("source_arn"),
    resource: resource.address,
    message: `Any account that takes over this bucket's name may call the function through ${permission}`,
    help: `Add ${edits.length === 0 ? "" : 'data "aws_caller_identity" "current" {} and '}source_account = ${id}`,
    suggestions: suggestionOf(
      `Set source_account to ${id}${REPLACING}`,
      setArgument(body, "source_account", id),
      ...edits,
    ),
  };
}
