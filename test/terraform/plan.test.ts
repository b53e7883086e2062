import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { type Module, readPlan, referredOfType, Workspace } from "../../src/terraform/index.ts";
import { parameterised, parameters, planOf } from "../helpers/plan-of.ts";
import { lastingDirectory, temporaryDirectory } from "../helpers/temporary-directory.ts";
import { hasTerraform, noticeSkipped } from "../scaffold/terraform-offline.ts";

noticeSkipped(8);

/** The root module of a plan, with its configuration or only from the plan. */
function planned(directory: string, way: "with its configuration" | "alone"): Module {
  const tree = way === "alone" ? temporaryDirectory() : directory;
  if (way === "alone") copyFileSync(join(directory, "plan.json"), join(tree, "plan.json"));
  const workspace = new Workspace({ tree });
  const plan = readPlan(join(tree, "plan.json"), "plan.json");
  const root = workspace.planDirectory(plan, [tree]);
  expect(root).toBe(way === "alone" ? undefined : directory);
  return workspace.loadPlan(plan, root);
}

const stream = `resource "aws_kinesis_stream" "clicks" {
  name        = "clicks"
  shard_count = 1
}

resource "aws_lambda_event_source_mapping" "clicks" {
  event_source_arn  = aws_kinesis_stream.clicks.arn
  function_name     = "clicks"
  starting_position = "LATEST"
}
`;

describe.skipIf(!hasTerraform)("a plan", () => {
  const files = { ...parameterised, "stream.tf": stream };
  const directory = lastingDirectory(files);
  beforeAll(() => planOf(directory, ...parameters), 240_000);
  const ways = ["with its configuration", "alone"] as const;

  test.each(ways)("%s: an attribute that is known after apply counts as set, and references are kept", (way) => {
    const [fn] = planned(directory, way).resourcesOf("aws_lambda_function");
    expect(fn?.body.isSet("kms_key_arn")).toBe("yes");
    expect(fn?.body.string("kms_key_arn")).toBeUndefined();
    const role = fn && referredOfType(fn.body.value("role"), "aws_iam_role");
    expect(role?.address).toBe("aws_iam_role.worker");
  });

  test.each(ways)("%s: an attribute that the provider leaves out is not treated as null", (way) => {
    const mappings = planned(directory, way).resourcesOf("aws_lambda_event_source_mapping");
    const mapping = mappings.find(({ name }) => name === "clicks");
    // the plan has null for the ARN of a stream, as it could be set
    expect(mapping?.body.isSet("event_source_arn")).toBe("yes");
  });

  test.each(ways)("%s: the instances are the planned ones, each with its values", (way) => {
    const [fn, ...others] = planned(directory, way).resourcesOf("aws_lambda_function");
    expect(others).toEqual([]);
    expect(fn).toMatchObject({ address: "aws_lambda_function.worker[0]", isCertain: true, isSymbolic: false });
    expect(fn?.body.string("function_name")).toBe("worker-0");
    expect(fn?.body.number("timeout")).toBe(60);
  });

  test.each(ways)("%s: sensitive values stay sensitive, and their neighbours do not become so", (way) => {
    const [fn] = planned(directory, way).resourcesOf("aws_lambda_function");
    const variables = fn?.body.block("environment")?.value("variables");
    const entry = (name: string) => (variables?.kind === "object" ? variables.entries.get(name) : undefined);
    expect(entry("PASSWORD")).toMatchObject({ kind: "known", value: "correct-horse-battery", sensitive: true });
    expect(entry("QUEUE")).toMatchObject({ kind: "unknown" });
    expect(entry("QUEUE")?.sensitive).toBeFalsy();
  });
});
