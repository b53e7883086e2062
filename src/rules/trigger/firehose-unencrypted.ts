import { isAlways, isLeftOut, type Resource } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { turnOn } from "../shared/edits/switches.ts";
import { toSwitch } from "../shared/resources/switches.ts";

const example = (encryption: string) => `resource "aws_kinesis_firehose_delivery_stream" "clicks" {
  name        = "clicks"
  destination = "extended_s3"
${encryption}
  extended_s3_configuration {
    role_arn   = "arn:aws:iam::111122223333:role/clicks"
    bucket_arn = "arn:aws:s3:::clicks"
  }
}`;

const ENCRYPTION = toSwitch("server_side_encryption.enabled", { isOffByDefault: true });

export default defineRule({
  summary: "Records that are put into Firehose are buffered unencrypted",
  severity: "info",
  profile: "all",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_240"], kics: ["kinesis_sse_not_configured"], cfn_nag: ["W88"] },
  source: "Amazon Data Firehose developer guide, Encrypt data at rest (2026-11)",
  why: `Firehose stores what producers put into a delivery stream for up to a day while its function or destination cannot be
reached. Data protection policies often require encryption there too.`,
  ignoreWhen: "The records contain nothing confidential.",
  bad: example(""),
  good: example("\n  server_side_encryption {\n    enabled = true\n  }\n"),
  check({ stack }) {
    return stack.resources("aws_kinesis_firehose_delivery_stream").flatMap((stream) => {
      const { address, body } = stream;
      // what it reads from a stream or a topic is kept, and encrypted, there
      const hasSource = ["kinesis_source_configuration", "msk_source_configuration"].some(
        (type) => body.hasBlock(type) !== "no",
      );
      if (hasSource || !isOff(stream)) return [];
      const [encryption] = body.blocks("server_side_encryption");
      return [
        {
          at: encryption?.place("enabled") ?? body.place(),
          resource: address,
          message: `Records that are put into ${address} are buffered unencrypted`,
          suggestions: suggestionOf("Encrypt the records with a key that AWS owns", turnOn(stream, ENCRYPTION)),
          help: "Add server_side_encryption { enabled = true }",
        },
      ];
    });
  },
});

function isOff(stream: Resource): boolean {
  const [encryption] = stream.body.blocks("server_side_encryption");
  if (!encryption) return isLeftOut(stream, "server_side_encryption");
  return encryption.isSet("enabled") === "no" || isAlways(stream, "enabled", false, encryption);
}
