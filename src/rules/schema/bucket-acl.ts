import { dependsOn, type Stack } from "../../lambda/index.ts";
import { ignoredChanges, isCallersChoice, type Resource, referencesIn } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { removeBlock } from "../shared/edits/blocks.ts";
import { waitFor } from "../shared/edits/dependencies.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { CONTROLS, controlsOf, switchingOff } from "../shared/resources/ownership-controls.ts";

/** The only one that grants no more than what holds without ACLs, and so is accepted. */
const FULL_CONTROL = "bucket-owner-full-control";

const example = (acl: string) => `provider "aws" {
  region = "eu-west-1"
}

resource "aws_s3_bucket" "uploads" {
  bucket = "acme-uploads"
}${acl}`;

export default defineRule({
  summary: "An ACL is set on a bucket that does not allow ACLs",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon S3 user guide, Controlling ownership of objects and disabling ACLs; Troubleshooting: AccessControlListNotSupported; terraform-provider-aws, internal/service/s3/bucket_acl.go: no retry (2026-11)",
  why: `Since April 2023 ACLs are disabled on new buckets, and S3 refuses even the private one: "The bucket does not allow ACLs".
An older configuration keeps working with the buckets that it has, and fails in the next account or region.`,
  bad: example(`

resource "aws_s3_bucket_acl" "uploads" {
  bucket = aws_s3_bucket.uploads.id
  acl    = "private"
}`),
  good: example(""),
  check({ stack }) {
    return stack.resources("aws_s3_bucket_acl").flatMap((acl) => refused(acl, stack));
  },
});

function refused(acl: Resource, stack: Stack): RuleFinding[] {
  const name = acl.body.string("acl");
  const bucket = stack.resourceNamed(acl.body.value("bucket"), ["aws_s3_bucket"], "bucket");
  const isChosen = name === undefined || isCallersChoice(acl, "acl") || ignoredChanges(acl) === "all";
  if (isChosen || name === FULL_CONTROL || bucket?.mode !== "managed" || bucket.isSymbolic) return [];
  const finding = { at: acl.body.place("acl"), resource: acl.address };
  const controls = controlsOf(bucket, stack);
  if (controls === "unknown") return [];
  if (!controls)
    return [
      {
        ...finding,
        // an older bucket has ACLs
        severity: "warning",
        suggestions: name === "private" ? removal(acl) : undefined,
        message: `${acl} is refused if ${bucket} is new: S3 switches ACLs off for new buckets`,
        help:
          name === "private"
            ? "Remove the ACL: without ACLs a bucket is private"
            : `Grant access in an aws_s3_bucket_policy, or allow ACLs on ${bucket} with ${CONTROLS} and depend on that`,
      },
    ];
  const rule = switchingOff(controls);
  if (rule)
    return [
      {
        ...finding,
        message: `${acl} is refused: ${controls} switches the ACLs of ${bucket} off`,
        help: "Remove the ACL, or set object_ownership to a value that allows ACLs",
        suggestions: removal(acl),
        related: [{ at: rule.place("object_ownership"), message: "where they are switched off" }],
      },
    ];
  if (controls.module !== acl.module || dependsOn(acl, controls) !== "no") return [];
  return [
    {
      ...finding,
      severity: "warning",
      message: `${acl} may be set before ${controls} allows ACLs on ${bucket}`,
      help: `Add depends_on = [${CONTROLS}.${controls.name}] to ${acl}`,
      suggestions: suggestionOf(`Make it wait for ${controls}`, waitFor(acl, controls)),
      related: [{ at: controls.body.place(), message: "what allows ACLs on it" }],
    },
  ];
}

/** Only if nothing refers to what is removed. */
function removal(acl: Resource): readonly Fix[] {
  const isNamed = referencesIn(acl.module.directory).some(
    ({ root, path }) => root === acl.type && path[0] === acl.name,
  );
  return isNamed ? [] : suggestionOf(`Remove ${acl}`, removeBlock(acl.body));
}
