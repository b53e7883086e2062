import { runtime, runtimes } from "../../aws/runtimes.ts";
import type { LambdaFunction } from "../../lambda/index.ts";
import { isCallersChoice, type Place } from "../../terraform/index.ts";
import { defineRule, type Edit } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { removeBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { snapStartOf } from "../shared/resources/snap-start.ts";

export default defineRule({
  summary: "SnapStart does not work with the function's other settings",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E2530"] },
  source:
    "AWS Lambda developer guide, Improving startup performance with Lambda SnapStart: supported features and limitations (2026-11)",
  why: `SnapStart supports Java 11, Python 3.12 and .NET 8 or later, without provisioned concurrency, without a file system and
with at most 512 MB of /tmp. With anything else the function can be neither created nor updated.`,
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
  publish       = true

  snap_start {
    apply_on = "PublishedVersions"
  }
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "java25"
  handler       = "com.example.Orders::handle"
  filename      = "orders.jar"
  publish       = true

  snap_start {
    apply_on = "PublishedVersions"
  }
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const snapStart = snapStartOf(fn);
      if (!snapStart) return [];
      return conflicts(fn).map(({ at, what, help, edit }) => ({
        at,
        resource: fn.resource.address,
        message: `${fn} has SnapStart, which does not work with ${what}`,
        help,
        suggestions: [
          ...(edit ? suggestionOf(edit.title, edit.edit) : []),
          ...suggestionOf("Remove snap_start", removeBlock(snapStart)),
        ],
        related: [{ at: snapStart.place("apply_on"), message: "SnapStart is switched on here" }],
      }));
    });
  },
});

interface Conflict {
  readonly at: Place;
  readonly what: string;
  readonly help: string;
  /** The alternative to removing SnapStart. */
  readonly edit?: { readonly title: string; readonly edit: Edit | undefined };
}

function conflicts(fn: LambdaFunction): Conflict[] {
  const found: Conflict[] = [];
  const used = fn.runtime === undefined ? undefined : runtime(fn.runtime);
  if (used && !used.snapStart && !isCallersChoice(fn.resource, "runtime")) {
    const supported = runtimes().flatMap((each) => (each.snapStart && each.family === used.family ? [each.id] : []));
    found.push({
      at: fn.place("runtime"),
      what: `the runtime ${used.id}`,
      help:
        supported.length > 0
          ? `Use ${supported[supported.length - 1]} or newer, or remove snap_start`
          : "Remove snap_start",
    });
  }
  const fileSystem = fn.body.blocks("file_system_config").find((block) => block.isCertain);
  if (fileSystem) found.push({ at: fileSystem.place(), what: "a file system", help: "Remove one of the two" });
  const storage = fn.body.block("ephemeral_storage");
  const size = storage?.number("size");
  if (storage && size !== undefined && size > 512 && !isCallersChoice(fn.resource, "size", storage))
    found.push({
      at: storage.place("size"),
      what: `${size} MB of /tmp`,
      help: "Set size to 512, or remove snap_start",
      edit: { title: "Set size to 512", edit: setArgument(storage, "size", "512") },
    });
  const provisioned = fn.provisioned.find(({ isCertain }) => isCertain);
  if (provisioned)
    found.push({
      at: provisioned.body.place("provisioned_concurrent_executions"),
      what: "provisioned concurrency",
      help: "Keep one of the two",
    });
  return found;
}
