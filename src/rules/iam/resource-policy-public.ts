import {
  actionPatterns,
  isPublic,
  plainCondition,
  publicPrincipal,
  type ResourceKind,
  type SiteStatement,
} from "../../iam/index.ts";
import type { Stack } from "../../lambda/index.ts";
import { type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule, type Severity } from "../rule.ts";
import { siteBuckets } from "../shared/resources/public-bucket.ts";

/** Kinds with their own rules, and endpoints, whose policy is open by design and limited by the network. */
const NOT_JUDGED: ReadonlySet<ResourceKind> = new Set(["queue", "topic", "bus", "api", "vpc-endpoint", "function"]);

const example = (principal: string) => `resource "aws_secretsmanager_secret_policy" "db" {
  secret_arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*", Principal = ${principal} }]
  })
}`;

export default defineRule({
  summary: "The policy of a resource gives access to everyone",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_70", "CKV_AWS_32", "CKV_AWS_33", "CKV_AWS_283"],
    trivy: ["AWS-0032"],
    kics: [
      ...["ecr_repository_is_publicly_accessible", "efs_with_vulnerable_policy", "kms_key_with_full_permissions"],
      ...[
        "kms_key_with_vulnerable_policy",
        "s3_bucket_access_to_any_principal",
        "secrets_manager_with_vulnerable_policy",
      ],
      ...["delete", "get", "list", "put"].map((verb) => `s3_bucket_allows_${verb}_action_from_all_principals`),
    ],
    cfn_nag: ["F16"],
  },
  source: "AWS IAM user guide, AWS JSON policy elements: Principal (2026-11)",
  why: `A star as principal means everyone on the internet, with or without an AWS account. Only conditions could keep them out,
and there are none.`,
  ignoreWhen: "The bucket holds public downloads.",
  bad: example('"*"'),
  good: example('{ AWS = "arn:aws:iam::111122223333:role/worker" }'),
  check({ stack, asOf }) {
    const sites = siteBuckets(stack);
    return stack.policyStatements.flatMap((each) => {
      const { site, statement } = each;
      const { attachment, kind, document, holder } = site;
      if (attachment !== "resource" || !kind || NOT_JUDGED.has(kind) || !isPublic(statement, asOf)) return [];
      const isInNetwork = kind === "search-domain" && holder.body.hasBlock("vpc_options") !== "no";
      // mounting is limited by the network: security groups decide who reaches the mount targets
      const isMounted = kind === "file-system" && !allowsRoot(statement);
      const isOpenKey = kind === "key" && statement.principals.some(({ type }) => type !== "*" && type !== "AWS");
      if (isInNetwork || isMounted || isOpenKey || !document?.isComplete || refusesMost(document.statements)) return [];
      if (isDownload(each) && sites.has(bucketOf(stack, holder))) return [];
      const principal = publicPrincipal(statement);
      return [
        {
          at: principal?.identifier.place ?? statement.place,
          severity: severityOf(each),
          resource: holder.address,
          message: `The policy of ${holder} lets everyone ${actionsOf(each)}`,
          help: "Name the account, role or service as Principal, or add a condition on aws:PrincipalOrgID or aws:SourceArn",
        },
      ];
    });
  },
});

/** Allowing everyone and denying all but some is a way to let in just those. */
function refusesMost(statements: readonly SiteStatement["statement"][]): boolean {
  return statements.some(
    ({ effect, conditions }) =>
      effect !== "Allow" &&
      conditions.map(plainCondition).some(({ key }) => /^aws:(?:principal|source|resourceorg|via)/i.test(key)),
  );
}

/** Files that everyone may read can be intended; anything else cannot. */
function severityOf(each: SiteStatement): Severity {
  return isDownload(each) || !each.site.isUsed || each.site.kind === "file-system" ? "warning" : "error";
}

/** Whether a statement of a file system lets its clients be root, or change its policy. */
function allowsRoot({ actions }: SiteStatement["statement"]): boolean {
  return actions.values.some((value) => /^(?:elasticfilesystem:)?\*$|:ClientRoot/i.test(stringOf(value) ?? ""));
}

function isDownload({ site, statement }: SiteStatement): boolean {
  const isReading = statement.actions.values.every((value) => /^s3:Get(?:Object|\*)/i.test(stringOf(value) ?? ""));
  return site.kind === "bucket" && isReading;
}

function bucketOf(stack: Stack, holder: Resource): Resource | undefined {
  return holder.type === "aws_s3_bucket"
    ? holder
    : stack.resourceNamed(holder.body.value("bucket"), ["aws_s3_bucket"], "bucket");
}

function actionsOf({ statement }: SiteStatement): string {
  const names = actionPatterns(statement).flatMap(({ text, kind, actions }) =>
    kind === "every" || actions.length > 0 ? [text] : [],
  );
  return names.length === 0 || names.length > 3 ? "in" : `call ${names.join(", ")}`;
}
