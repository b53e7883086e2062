import { isAlways, isLeftOut } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A file system is not encrypted",
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
  why: `EFS encrypts a file system where it is asked to, and never afterwards: to change it, all files have to be moved to another
one. The console asks for it by itself; Terraform does not.`,
  ignoreWhen: "The files are public, or it is a copy of a file system that was made without.",
  bad: `resource "aws_efs_file_system" "models" {
  creation_token = "models"
}`,
  good: `resource "aws_efs_file_system" "models" {
  creation_token = "models"
  encrypted      = true
}`,
  check({ stack }) {
    return stack.resources("aws_efs_file_system").flatMap((files) => {
      const { body } = files;
      const isOff = isAlways(files, "encrypted", false) || isLeftOut(files, "encrypted");
      // with a key of its own it is refused unless it is encrypted
      if (!isOff || body.isSet("kms_key_id") !== "no") return [];
      return [
        {
          at: body.place("encrypted"),
          resource: files.address,
          message: `Files on ${files} are stored without encryption`,
          help: "Set encrypted = true before there are files on it: changing it later makes a new, empty file system",
        },
      ];
    });
  },
});
