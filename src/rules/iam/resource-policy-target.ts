import { arnParts, arnText, type ResourceKind, type SiteStatement } from "../../iam/index.ts";
import { holdsDefault, namedResources, type Stack } from "../../lambda/index.ts";
import { alternatives, type Resource, stringOf, type Value } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { replacing } from "../shared/edits/fixes.ts";

/** The resource of a policy, by kind: its type, and where a separate policy resource refers to it. */
const HELD: Readonly<
  Partial<Record<ResourceKind, { readonly type: string; readonly argument: string; readonly name: string }>>
> = {
  bucket: { type: "aws_s3_bucket", argument: "bucket", name: "bucket" },
  queue: { type: "aws_sqs_queue", argument: "queue_url", name: "name" },
  topic: { type: "aws_sns_topic", argument: "arn", name: "name" },
  secret: { type: "aws_secretsmanager_secret", argument: "secret_arn", name: "name" },
};

const example = (queue: string) => `resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_sqs_queue" "returns" {
  name = "returns"
}

resource "aws_sqs_queue_policy" "orders" {
  queue_url = aws_sqs_queue.orders.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "sns.amazonaws.com" }
      Action    = "sqs:SendMessage"
      Resource  = aws_sqs_queue.${queue}.arn
      Condition = { ArnEquals = { "aws:SourceArn" = "arn:aws:sns:eu-west-1:111122223333:orders" } }
    }]
  })
}`;

export default defineRule({
  summary: "The policy of a resource is about another resource",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon S3 user guide, Bucket policies: Resource; AWS IAM user guide, IAM JSON policy elements: Resource (2026-11)",
  why: `The policy of a queue, topic, secret or bucket says nothing of any other one. What it was to allow is denied, and S3 refuses such a
policy. It is what is left when a policy is copied from the next resource.`,
  bad: example("returns"),
  good: example("orders"),
  check({ stack }) {
    return stack.policyStatements.flatMap((each) => {
      const { site, statement } = each;
      const own = ownResource(each, stack);
      if (!own || statement.notResources.place || !statement.resources.isComplete) return [];
      const others = statement.resources.values.map((value) => otherResource(value, own, site.kind));
      // S3 refuses the policy for any of these; elsewhere the statement still applies to its other resources
      const isFault = site.kind === "bucket" ? others.some(Boolean) : others.length > 0 && others.every(Boolean);
      const at = statement.resources.values[others.findIndex(Boolean)];
      const other = others.find(Boolean);
      if (!isFault || !at || other === undefined) return [];
      return [
        {
          at: at.place,
          resource: site.holder.address,
          message: `The policy of ${own} is about ${other}${site.kind === "bucket" ? ", and S3 refuses it" : ""}`,
          help: `Name ${own.address}.arn`,
          fix: renamed(at, other, own),
        },
      ];
    });
  },
});

/** The resource of a policy, if the module declares it and it is a single one. */
function ownResource({ site }: SiteStatement, stack: Stack): Resource | undefined {
  const held = site.attachment === "resource" && site.kind ? HELD[site.kind] : undefined;
  if (!held) return undefined;
  if (site.holder.type === held.type) return site.holder;
  const value = site.holder.body.value(held.argument);
  return alternatives(value).length === 1 ? stack.resourceNamed(value, [held.type], held.name) : undefined;
}

/**
 * The resource of the same kind, or the name of a bucket, that a value refers to, if that is certainly a different one.
 */
function otherResource(value: Value, own: Resource, kind: ResourceKind | undefined): Resource | string | undefined {
  const [named, ...more] = namedResources(value, new Set([own.type]));
  if (named) return more.length === 0 && isDeclaredBeside(named, own) && named.name !== own.name ? named : undefined;
  const name = own.body.value("bucket");
  // callers may set another name
  if ([name, value].some((each) => holdsDefault(each, own.module))) return undefined;
  const ownName = stringOf(name);
  // an access point's ARN has a region
  const { service, region, resource = "" } = arnParts(arnText(value)) ?? {};
  const [bucket = ""] = resource.split("/");
  const isBucket = kind === "bucket" && service === "s3" && region === "" && /^[a-z0-9.-]+$/.test(bucket);
  return isBucket && ownName !== undefined && bucket !== ownName ? `the bucket ${bucket}` : undefined;
}

/** A data source may look up what is declared. */
function isDeclaredBeside(one: Resource, other: Resource): boolean {
  return one.module === other.module && one.mode === "managed" && other.mode === "managed";
}

function renamed({ place }: Value, other: Resource | string, own: Resource): Fix | undefined {
  if (typeof other === "string") return undefined;
  const written = place.file.slice(place);
  const newText = written.replaceAll(
    new RegExp(`\\b${other.type}\\.${other.name}(?![\\w-])`, "g"),
    `${own.type}.${own.name}`,
  );
  // it would have to be said which of several it is
  const isOne = other.key === undefined && own.key === undefined && newText !== written;
  return isOne ? replacing(place, newText) : undefined;
}
