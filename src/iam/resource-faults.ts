import { partPlace, type Resource, referredOfType, stringOf, type Value } from "../terraform/index.ts";
import type { DocumentFault, Fault } from "./document-fault.ts";
import { noArn } from "./no-arn.ts";
import type { PolicySite } from "./policy-sites.ts";
import type { Statement } from "./statement.ts";

/**
 * arn, partition, service, region, account and resource (AWS IAM user guide, Identify AWS resources with ARNs,
 * 2026-11).
 */
const ARN_PARTS = 6;

/** Resources that are not ARNs: names, ARNs that lack a colon, references in quotes. */
export function resourceFaults(statement: Statement, { attachment, kind, holder }: PolicySite): DocumentFault[] {
  const { resources, notResources, isCertain } = statement;
  // a condition most likely tests whether there is an ARN; an empty default means that none was given
  const isJudged = attachment === "identity" || attachment === "boundary" || kind === "bucket";
  if (!isCertain || !isJudged) return [];
  return [resources, notResources].flatMap(({ values, place }) =>
    values.flatMap((value) => {
      // the argument of another resource is where the text is written, but the reference to it is what is wrong here
      const at = value.via && place ? partPlace(place, value.place) : value.place;
      const fault = nameForArn(value, holder) ?? strayText(value) ?? anyResource(value, kind, holder);
      return fault ? [{ at, value, ...fault }] : [];
    }),
  );
}

/** A reference to a resource, alone or at the start of a text, by an attribute that is not its ARN. */
function nameForArn(value: Value, { module }: Resource): Fault | undefined {
  const begin = beginOf(value);
  const named = noArn(value) ?? (begin && noArn(begin));
  const attribute = String(named?.path[0]);
  // it may hold an ARN, if not that of the resource itself; and the id of an alias' data source is its ARN
  if (!named || /(?:^|_)arn$/.test(attribute) || (named.resource.mode === "data" && attribute === "id"))
    return undefined;
  return {
    message: `A resource of a policy is an ARN, and this ${begin ? "begins with" : "is"} the ${attribute} of ${named.resource}`,
    help: named.resource.module === module ? `Use ${named.resource}.arn in its place` : "Use the ARN in its place",
    mend: {
      from: `${named.resource.type}.${named.resource.name}.${attribute}`,
      to: `${named.resource.type}.${named.resource.name}.arn`,
    },
  };
}

/** The value at the start of a text, unless the text starts with a literal. */
function beginOf(value: Value): Value | undefined {
  if (value.kind !== "known" && value.kind !== "template") return undefined;
  const first = value.written?.pieces[0] ?? (value.kind === "template" ? value.parts[0] : undefined);
  return typeof first === "string" ? undefined : first;
}

/**
 * S3 refuses the policy of a bucket that names every resource: "Policy has invalid resource" (noobaa/noobaa-core#10058,
 * 2026-09). Whether it does so for an access point or a directory bucket is not known.
 */
function anyResource(value: Value, kind: PolicySite["kind"], { type, body }: Resource): Fault | undefined {
  const isOfBucket = kind === "bucket" && (type === "aws_s3_bucket" || type === "aws_s3_bucket_policy");
  if (!isOfBucket || stringOf(value) !== "*" || referredOfType(body.value("bucket"), "aws_s3_directory_bucket"))
    return undefined;
  return {
    message: 'S3 refuses the policy of a bucket in which a resource is "*"',
    help: "Name the bucket's ARN, and that of its objects, which ends in /*",
  };
}

function strayText(value: Value): Fault | undefined {
  const text = stringOf(value);
  if (!text || /^\$\{/.test(text)) return undefined;
  // a final star may match the missing parts
  if (text.startsWith("arn:") && text.split(":").length < ARN_PARTS && !/:\*?$/.test(text))
    return {
      message: `The resource "${text}" has fewer parts than an ARN`,
      help: "Write arn:<partition>:<service>:<region>:<account>:<resource>; region and account may be empty, their colons stay",
    };
  if (isArnBegun(text)) return strayPartition(text);
  return {
    message: `The resource "${text}" is neither an ARN nor "*"`,
    help: /^(?:data\.)?[a-z0-9]+_\w+\.[\w.]+$/.test(text)
      ? "Write the reference without quotes"
      : "Write the ARN of what the statement is about",
  };
}

/** IAM knows the partitions by name; all names begin alike (AWS General Reference, ARN format, 2026-11). */
function strayPartition(text: string): Fault | undefined {
  const [, partition = "", ...rest] = text.split(":");
  if (rest.length === 0 || /^aws(?:-[a-z]+)*$|[*?$]/.test(partition)) return undefined;
  return {
    message: `The resource "${text}" names ${partition === "" ? "no partition" : `"${partition}" as its partition, which is none`}`,
    help: "Write aws there, or the partition of the data source aws_partition",
  };
}

/** Whether the text before the first star may be the start of an ARN. */
function isArnBegun(text: string): boolean {
  const [begin = ""] = text.split(/[*?]/);
  return begin.startsWith("arn:") || (begin !== text && "arn:".startsWith(begin));
}
