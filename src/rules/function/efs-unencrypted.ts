import type { LambdaFunction, Stack } from "../../lambda/index.ts";
import { isAlways, isLeftOut, type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const example = (encrypted: string) => `resource "aws_efs_file_system" "models" {
  creation_token = "models"${encrypted}
}

resource "aws_efs_access_point" "models" {
  file_system_id = aws_efs_file_system.models.id
}

resource "aws_lambda_function" "predict" {
  function_name = "predict"
  role          = "arn:aws:iam::123456789012:role/predict"

  file_system_config {
    arn              = aws_efs_access_point.models.arn
    local_mount_path = "/mnt/models"
  }
}`;

export default defineRule({
  summary: "A file system that a function mounts is not encrypted",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_42"],
    trivy: ["AWS-0037"],
    kics: ["efs_not_encrypted"],
    cfn_nag: ["F32"],
  },
  source: "Amazon EFS API reference, CreateFileSystem: Encrypted (2026-11)",
  why: `EFS encrypts a file system only if asked to when it is created: to change that later, all files have to be moved to another
one. The console enables encryption by default; Terraform does not.`,
  ignoreWhen: "The files are public, or it is a copy of an unencrypted file system.",
  bad: example(""),
  good: example("\n  encrypted      = true"),
  check({ stack }) {
    return [...mounted(stack)].flatMap(([files, fn]) => {
      const { body } = files;
      const isOff = isAlways(files, "encrypted", false) || isLeftOut(files, "encrypted");
      // with a key it is refused unless it is encrypted
      if (!isOff || body.isSet("kms_key_id") !== "no") return [];
      return [
        {
          at: body.place("encrypted"),
          resource: files.address,
          message: `Files on ${files}, which ${fn} mounts, are stored without encryption`,
          help: "Set encrypted = true before there are files on it: changing it later creates a new, empty file system",
          suggestions: suggestionOf(
            "Set encrypted to true, which replaces an existing file system with a new, empty one",
            setArgument(body, "encrypted", "true"),
          ),
          related: [{ at: fn.place("file_system_config"), message: "mounted here" }],
        },
      ];
    });
  },
});

/** The file systems of the stack that functions mount, each with the first such function. */
function mounted(stack: Stack): ReadonlyMap<Resource, LambdaFunction> {
  const found = new Map<Resource, LambdaFunction>();
  for (const fn of stack.functions) {
    for (const block of fn.body.blocks("file_system_config")) {
      const point = referredOfType(block.value("arn"), "aws_efs_access_point");
      const files = point && referredOfType(point.body.value("file_system_id"), "aws_efs_file_system");
      // what a data source reads is decided elsewhere
      if (files?.mode === "managed" && !found.has(files)) found.set(files, fn);
    }
  }
  return found;
}
