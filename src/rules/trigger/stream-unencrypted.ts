import { isAlways, isLeftOut } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const example = (encryption: string) => `resource "aws_kinesis_stream" "clicks" {
  name = "clicks"
${encryption}
  stream_mode_details {
    stream_mode = "ON_DEMAND"
  }
}`;

export default defineRule({
  summary: "The records of a stream are stored unencrypted",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_43", "CKV_AWS_185"],
    trivy: ["AWS-0064"],
    kics: ["kinesis_not_encrypted_with_kms", "kinesis_sse_not_configured"],
    cfn_nag: ["W49"],
  },
  source: "Amazon Kinesis Data Streams developer guide, Data protection (2026-11)",
  why: `Unlike queues and tables, Kinesis streams are not encrypted by default. Their records are stored unencrypted for as long as
the stream keeps them, up to a year.`,
  ignoreWhen: "Producers encrypt the records themselves.",
  bad: example(""),
  good: example('\n  encryption_type = "KMS"\n  kms_key_id      = "alias/aws/kinesis"\n'),
  check({ stack }) {
    return stack.resources("aws_kinesis_stream").flatMap((stream) => {
      const { address, body } = stream;
      if (!isAlways(stream, "encryption_type", "NONE") && !isLeftOut(stream, "encryption_type")) return [];
      return [
        {
          at: body.place("encryption_type"),
          resource: address,
          message: `The records of ${address} are stored unencrypted`,
          help: 'Set encryption_type = "KMS" and kms_key_id to a key, or to "alias/aws/kinesis" for the one that AWS manages',
          suggestions: suggestionOf(
            "Encrypt with the key that AWS manages",
            setArgument(body, "encryption_type", '"KMS"'),
            setArgument(body, "kms_key_id", '"alias/aws/kinesis"'),
          ),
        },
      ];
    });
  },
});
