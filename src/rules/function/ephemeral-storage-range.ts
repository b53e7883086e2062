import { EPHEMERAL_STORAGE, MANAGED_INSTANCE_STORAGE_MAX } from "../../aws/limits.ts";
import { defineRule } from "../rule.ts";
import { suggestNearest } from "../shared/edits/ranges.ts";

export default defineRule({
  summary: "A function's /tmp is smaller or larger than Lambda accepts",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda API reference, EphemeralStorage (2026-11)",
  why: "Lambda accepts 512 to 10240 MB for /tmp. With any other value the function can be neither created nor updated.",
  bad: `resource "aws_lambda_function" "video" {
  function_name = "video"
  role          = aws_iam_role.video.arn
  runtime       = "python3.14"
  handler       = "video.handler"
  filename      = "video.zip"

  ephemeral_storage {
    size = 20480
  }
}`,
  good: `resource "aws_lambda_function" "video" {
  function_name = "video"
  role          = aws_iam_role.video.arn
  runtime       = "python3.14"
  handler       = "video.handler"
  filename      = "video.zip"

  ephemeral_storage {
    size = 10240
  }
}`,
  check({ stack }) {
    return stack.functions.flatMap((fn) => {
      const { min } = EPHEMERAL_STORAGE;
      const max = fn.hasCapacityProvider === "no" ? EPHEMERAL_STORAGE.max : MANAGED_INSTANCE_STORAGE_MAX;
      return fn.body.blocks("ephemeral_storage").flatMap((storage) => {
        const size = storage.number("size");
        if (size === undefined || (Number.isInteger(size) && size >= min && size <= max)) return [];
        return [
          {
            at: storage.place("size"),
            resource: fn.resource.address,
            message: `${fn} asks for ${size} MB of /tmp, but Lambda accepts whole numbers from ${min} to ${max}`,
            suggestions: suggestNearest(storage, "size", { min, max }),
            help:
              size > max
                ? `Set size to at most ${max}; for more, mount a file system (file_system_config) or stream from S3`
                : `Set size to at least ${min}`,
          },
        ];
      });
    });
  },
});
