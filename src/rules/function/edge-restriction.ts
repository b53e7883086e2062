import { EDGE_TIMEOUT } from "../../aws/limits.ts";
import { type FunctionTrigger, writtenRegion } from "../../lambda/index.ts";
import { isCallersChoice, type Place, referenceChain } from "../../terraform/index.ts";
import { defineRule, type Edit } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { removeBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { replaceAttribute } from "../shared/edits/values.ts";

const HOME_REGION = "us-east-1";
/** MB for functions of viewer events; those of origin events have Lambda's own limit. */
const VIEWER_MEMORY = 128;

const example = (environment: string) => `resource "aws_lambda_function" "headers" {
  function_name = "headers"
  role          = aws_iam_role.headers.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "headers.zip"
  publish       = true${environment}
}

resource "aws_cloudfront_distribution" "site" {
  default_cache_behavior {
    lambda_function_association {
      event_type = "viewer-response"
      lambda_arn = aws_lambda_function.headers.qualified_arn
    }
  }
}`;

export default defineRule({
  summary: "A Lambda@Edge function has settings that are not allowed there",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon CloudFront developer guide, Restrictions on Lambda@Edge, and Quotas (2026-11)",
  why: `CloudFront copies the function to its edge locations, and accepts only plain ones: a numbered version from us-east-1, no
environment variables, VPC, layers, dead-letter queue, container image or arm64, and short timeouts. Anything else fails
when the distribution is updated.`,
  bad: example(`

  environment {
    variables = {
      POLICY = "strict"
    }
  }`),
  good: example(""),
  check({ stack }) {
    return stack.triggers
      .filter(({ kind, block }) => kind === "cloudfront" && block.isWritten("event_type"))
      .flatMap((trigger) =>
        [...forbidden(trigger), ...limits(trigger), ...unqualified(trigger)].map(({ at, what, help, edits = [] }) => ({
          at,
          resource: trigger.function.resource.address,
          message: `${trigger.function} runs at CloudFront's edge (${trigger.block.string("event_type") ?? trigger.connection}), which does not allow ${what}`,
          help,
          suggestions: edits.length > 0 ? suggestionOf(help, ...edits) : undefined,
          related: [{ at: trigger.block.place("lambda_arn"), message: "CloudFront uses it here" }],
        })),
      );
  },
});

interface Fault {
  readonly at: Place;
  readonly what: string;
  readonly help: string;
  /** The edits for what the help says, if they can be made. */
  readonly edits?: readonly (Edit | undefined)[];
}

const FORBIDDEN_BLOCKS: readonly (readonly [block: string, what: string])[] = [
  ["vpc_config", "a VPC"],
  ["dead_letter_config", "a dead-letter queue"],
  ["file_system_config", "a file system"],
];

function forbidden({ function: fn }: FunctionTrigger): Fault[] {
  const found: Fault[] = [];
  const isOwn = (argument: string) => !isCallersChoice(fn.resource, argument);
  const variables = fn.environment?.entries.size ?? 0;
  const environment = fn.body.block("environment");
  if (environment && variables > 0 && !isCallersChoice(fn.resource, "variables", environment))
    found.push({
      at: environment.place("variables"),
      what: "environment variables",
      help: "Write the values into the package when it is built",
    });
  for (const [type, what] of FORBIDDEN_BLOCKS) {
    const block = fn.body.blocks(type).find(({ isCertain }) => isCertain);
    if (block) found.push({ at: block.place(), what, help: `Remove ${type}`, edits: [removeBlock(block)] });
  }
  if (fn.hasLayers === "yes" && isOwn("layers"))
    found.push({ at: fn.place("layers"), what: "layers", help: "Put their content into the package" });
  if (fn.isImage === "yes" && isOwn("image_uri"))
    found.push({ at: fn.place("image_uri"), what: "a container image", help: "Deploy it as a .zip package" });
  if (fn.architecture === "arm64" && isOwn("architectures"))
    found.push({
      at: fn.place("architectures"),
      what: "the architecture arm64",
      help: 'Set architectures = ["x86_64"]',
      edits: [setArgument(fn.body, "architectures", '["x86_64"]')],
    });
  const region = writtenRegion(fn.resource);
  if (region !== undefined && region !== HOME_REGION)
    found.push({
      at: fn.place(fn.body.isWritten("region") ? "region" : undefined),
      what: `the region ${region}`,
      help: `Set region = "${HOME_REGION}"`,
    });
  return found;
}

function limits({ function: fn, block, connection }: FunctionTrigger): Fault[] {
  const event = block.string("event_type");
  if (event === undefined || isCallersChoice(connection, "event_type", block)) return [];
  const isViewer = event.startsWith("viewer-");
  const longest = isViewer ? EDGE_TIMEOUT.viewer : EDGE_TIMEOUT.origin;
  const found: Fault[] = [];
  const { timeout, memory } = fn;
  if (timeout !== undefined && timeout > longest && !isCallersChoice(fn.resource, "timeout"))
    found.push({
      at: fn.place("timeout"),
      what: `a timeout of ${timeout} seconds`,
      help: `Set timeout to at most ${longest}`,
      edits: [setArgument(fn.body, "timeout", `${longest}`)],
    });
  if (isViewer && memory !== undefined && memory > VIEWER_MEMORY && !isCallersChoice(fn.resource, "memory_size"))
    found.push({
      at: fn.place("memory_size"),
      what: `${memory} MB of memory`,
      help: `Set memory_size to ${VIEWER_MEMORY}`,
      edits: [setArgument(fn.body, "memory_size", `${VIEWER_MEMORY}`)],
    });
  return found;
}

function unqualified({ function: fn, block, target }: FunctionTrigger): Fault[] {
  const [reference] = referenceChain(target);
  const isPlain = reference?.resource === fn.resource && reference.path[0] === "arn" && target.kind !== "template";
  const isAlias = reference?.resource.type === "aws_lambda_alias" && reference.path[0] === "arn";
  const isUnpublished =
    reference?.resource === fn.resource && reference.path[0] === "qualified_arn" && fn.isPublished === "no";
  const at = block.place("lambda_arn");
  if (isPlain)
    return [
      {
        at,
        what: "an ARN without a version",
        help: "Use qualified_arn in place of arn, and publish = true",
        edits: [
          replaceAttribute(at, "qualified_arn"),
          ...(fn.isPublished === "no" ? [setArgument(fn.body, "publish", "true")] : []),
        ],
      },
    ];
  if (isAlias) return [{ at, what: "an alias", help: `Use ${fn}.qualified_arn` }];
  return isUnpublished
    ? [
        {
          at,
          what: "no published version",
          help: `Set publish = true on ${fn}`,
          edits: [setArgument(fn.body, "publish", "true")],
        },
      ]
    : [];
}
