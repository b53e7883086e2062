import { describe, expect, test } from "vitest";
import { apiValues } from "../../src/aws/api-enumerations.ts";
import { readJson } from "../../src/aws/data-file.ts";
import { resourceSchema } from "../../src/aws/provider-schema.ts";

/** Whether the provider has an argument, given as its type, the blocks that it is in and its name. */
function isArgument(path: string): boolean {
  const [type = "", ...steps] = path.split(".");
  const name = steps.pop() ?? "";
  let block = resourceSchema(type);
  for (const step of steps) block = block?.blocks.get(step)?.block;
  return block?.attributes.has(name) ?? false;
}

describe("every enumeration is for an argument that exists", () => {
  const { enumerations } = readJson<{ enumerations: { of: string[] }[] }>("api-enumerations.json");
  test.each(enumerations.flatMap(({ of }) => of))("%s", (path) => {
    expect(isArgument(path)).toBe(true);
  });
});

test("the values are spelled as in the API", () => {
  expect(apiValues("aws_lambda_function.tracing_config.mode")?.toSorted()).toEqual(["Active", "PassThrough"]);
  expect(apiValues("aws_s3_bucket_notification.queue.events")).toContain("s3:ObjectCreated:*");
  expect(apiValues("aws_lambda_function.function_name")).toBeUndefined();
});
