import { placeOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { nativeFiles } from "../shared/declarations/native-files.ts";

export default defineRule({
  summary: "A comment begins with // or /* instead of #",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { tflint: ["terraform_comment_syntax"] },
  source: "Terraform language, Style Guide: comments (2026-11)",
  why: "The style guide uses only #, for single and multiple lines. Mixing several forms adds no meaning.",
  bad: `// queues
resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}`,
  good: `# queues
resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}`,
  check({ stack }) {
    return nativeFiles(stack).flatMap(({ parsed, source }) =>
      parsed.comments
        .filter(({ style }) => style !== "#")
        .map((comment) => ({
          at: placeOf(comment, source),
          message: `This comment begins with ${comment.style}`,
          help: comment.style === "//" ? "Begin it with #" : "Begin each of its lines with #",
          fix:
            comment.style === "//"
              ? {
                  title: "Begin the comment with #",
                  edits: [{ place: { file: source, start: comment.start, end: comment.start + 2 }, newText: "#" }],
                }
              : undefined,
        })),
    );
  },
});
