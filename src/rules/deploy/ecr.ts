import type { Stack } from "../../lambda/index.ts";
import {
  allReferences,
  isAlways,
  isCallersChoice,
  isLeftOut,
  placeForMissing,
  type Resource,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";
import { setInBlock } from "../shared/edits/blocks.ts";
import { type Companion, companion } from "../shared/edits/companion.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { selfReference } from "../shared/edits/references.ts";

export default defineRule({
  summary: "An image repository has mutable tags, no scanning or no lifecycle policy",
  severity: "warning",
  profile: "strict",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_51", "CKV_AWS_163"],
    trivy: ["AWS-0031", "AWS-0030"],
    kics: ["ecr_image_tag_not_immutable", "unscanned_ecr_image"],
    cfn_nag: ["W79"],
  },
  source:
    "Amazon ECR user guide, Preventing image tags from being overwritten, Image scanning, Lifecycle policies (2026-11)",
  why: `With mutable tags the image behind a release can be replaced unnoticed. Without scans known vulnerabilities go unnoticed,
and without a lifecycle policy every image of every build is paid for, forever.`,
  bad: `resource "aws_ecr_repository" "resize" {
  name = "resize"
}

resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = aws_iam_role.resize.arn
  package_type  = "Image"
  image_uri     = "\${aws_ecr_repository.resize.repository_url}:1.4.2"
}`,
  good: `resource "aws_ecr_repository" "resize" {
  name                 = "resize"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "resize" {
  repository = aws_ecr_repository.resize.name
  policy     = file("lifecycle.json")
}

resource "aws_lambda_function" "resize" {
  function_name = "resize"
  role          = aws_iam_role.resize.arn
  package_type  = "Image"
  image_uri     = "\${aws_ecr_repository.resize.repository_url}:1.4.2"
}`,
  check({ stack }) {
    const limited = limitedRepositories(stack);
    const images = stack.functions.flatMap((fn) => allReferences(fn.body.value("image_uri")));
    const used = new Set(images.map(({ resource }) => resource));
    // a repository may be for something other than functions if there are none here, or if there are other uses
    return stack
      .resources("aws_ecr_repository")
      .filter((repository) => used.has(repository) || stack.functions.length === 0)
      .flatMap((repository) => [
        ...mutable(repository),
        ...unscanned(repository, stack),
        ...(used.has(repository) ? unlimited(repository, limited) : []),
      ]);
  },
});

function mutable(repository: Resource): RuleFinding[] {
  const { address, body } = repository;
  if (isCallersChoice(repository, "image_tag_mutability")) return [];
  if (body.isSet("image_tag_mutability") !== "no" && body.string("image_tag_mutability") !== "MUTABLE") return [];
  return [
    {
      at: body.place("image_tag_mutability"),
      resource: address,
      message: `Tags in ${address} can be moved to another image`,
      help: 'Set image_tag_mutability = "IMMUTABLE"',
      suggestions: suggestValues(body, "image_tag_mutability", ['"IMMUTABLE"']),
    },
  ];
}

function unscanned(repository: Resource, stack: Stack): RuleFinding[] {
  const { address, body } = repository;
  // scanning may be configured for the whole registry
  if (stack.resources("aws_ecr_registry_scanning_configuration").length > 0) return [];
  const scanning = body.block("image_scanning_configuration");
  const isOff = scanning
    ? scanning.isCertain && isAlways(repository, "scan_on_push", false, scanning)
    : isLeftOut(repository, "image_scanning_configuration");
  if (!isOff) return [];
  return [
    {
      at: scanning ? scanning.place("scan_on_push") : body.place("image_scanning_configuration"),
      resource: address,
      message: `Images in ${address} are not scanned`,
      help: "Set image_scanning_configuration { scan_on_push = true }, or scan the whole registry",
      suggestions: suggestionOf(
        "Scan images when they are pushed",
        setInBlock(body, "image_scanning_configuration", "scan_on_push", "true"),
      ),
    },
  ];
}

/** The repositories with a lifecycle policy; "any" if it is not known which one has it. */
type Limited = ReadonlySet<Resource> | "any";

function limitedRepositories(stack: Stack): Limited {
  const limited = new Set<Resource>();
  for (const { body } of stack.resources("aws_ecr_lifecycle_policy")) {
    const value = body.value("repository");
    const named = stack.resourceNamed(value, ["aws_ecr_repository"]);
    if (named) limited.add(named);
    else if (value.kind !== "known") return "any";
  }
  return limited;
}

function unlimited(repository: Resource, limited: Limited): RuleFinding[] {
  const { address } = repository;
  if (limited === "any" || limited.has(repository)) return [];
  return [
    {
      at: placeForMissing(repository, "aws_ecr_lifecycle_policy"),
      resource: address,
      message: `${address} keeps every image forever`,
      help: "Add an aws_ecr_lifecycle_policy that expires untagged images and all but the latest releases",
      suggestions: suggestionOf("Expire untagged images after 14 days", withLifecycle(repository)?.edit),
    },
  ];
}

function withLifecycle(repository: Resource): Companion | undefined {
  const content = `repository = ${selfReference(repository)}.name

policy = jsonencode({
  rules = [{
    rulePriority = 1
    selection = {
      tagStatus = "untagged"
      countType = "sinceImagePushed"
      countUnit = "days"
      countNumber = 14
    }
    action = { type = "expire" }
  }]
})`;
  return companion(repository, "aws_ecr_lifecycle_policy", content);
}
