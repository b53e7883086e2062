import { expect, test } from "vitest";
import { defaultAnswer } from "../../src/scaffold/default-answer.ts";
import { loadFeatures } from "../../src/scaffold/feature.ts";
import { gatherAnswers } from "../../src/scaffold/gather-answers.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { changeIn, scaffoldIn } from "./scaffold-in.ts";

const atEdge = ["placement=edge", "edge_events=viewer-request"];

test("questions about settings that Lambda@Edge does not support are not asked", async () => {
  const given = new Map<string, string | readonly string[]>([
    ["placement", "edge"],
    ["edge_events", ["viewer-request"]],
  ]);
  const { asked } = await gatherAnswers(loadFeatures(), given, async (question) => defaultAnswer(question, "/orders"));
  // A setting that appears here has to be supported at the edge; otherwise make it depend on the trait `regional`.
  const keys = [...asked.keys()];
  expect(keys.slice(keys.indexOf("placement") + 1)).toEqual([
    ...["function_name", "description", "language", "memory_size", "timeout", "architecture", "role"],
    ...[
      "log_class",
      "log_level",
      "edge_events",
      "log_protection",
      "extra_policies",
      "package",
      "runtime",
      "edge_distribution",
      "log_retention_days",
      "role_in_path",
      "permissions_boundary",
      "tags",
    ],
  ]);
});

test.each([
  ["triggers=sqs", "triggers is only asked with placement=region or managed-instances"],
  [
    "architecture=arm64",
    'architecture must be x86_64 with placement=edge, as Lambda@Edge supports no other architecture, not "arm64"',
  ],
  ["hardened=true", "hardened must be false with placement=edge, as Lambda@Edge supports no tracing"],
  ["language=go", "language must be javascript, typescript or python with placement=edge"],
  ["package=image", "package must be archive or s3 with placement=edge"],
  ["memory_size=256", "memory_size must be 128 with a viewer event, which allows no more, not 256"],
  [
    "timeout=6",
    "timeout must be a whole number from 1 to 5, as CloudFront waits at most 5 seconds for a viewer event, not 6",
  ],
  ["environment=true", "environment is only asked with placement=region or managed-instances"],
  ["vpc=true", "vpc is only asked with placement=region"],
  ["layer=true", "layer is only asked with placement=region or managed-instances"],
  ["tracing=true", "tracing is only asked with placement=region or managed-instances"],
])("%s is refused at the edge", async (option, problem) => {
  const run = await scaffoldIn({ cwd: temporaryDirectory(), set: [...atEdge, option] });
  expect(run.exitCode).toBe(2);
  expect(run.problem).toContain(problem);
});

test("the narrower of two limits is named", async () => {
  const events = "edge_events=viewer-request,origin-request";
  const run = await scaffoldIn({ cwd: temporaryDirectory(), set: ["placement=edge", events, "timeout=10"] });
  expect(run.problem).toContain(
    "a whole number from 1 to 5, as CloudFront waits at most 5 seconds for a viewer event, not 10",
  );
});

test("add can make CloudFront call a function for another event", async () => {
  const cwd = temporaryDirectory();
  await scaffoldIn({ cwd, set: atEdge });
  const run = await changeIn(cwd, { add: "origin-response" });
  expect(run).toMatchObject({ exitCode: 0, problem: "" });
  expect(run.stdout).toContain("src/on-origin-response.mjs");
});
