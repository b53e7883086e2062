import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { filesBelow } from "./files-below.ts";
import { scaffoldIn } from "./scaffold-in.ts";

test.each([
  ["6.0", ["language=go"]],
  ["6.19", ["runtime=nodejs24.x"]],
  ["6.20", ["runtime=python3.14", "triggers=kinesis", "kinesis_fan_out=true"]],
  ["6.23", ["language=go", "triggers=none", "tenant_isolation=true"]],
  // With an earlier version, a plan would read the value of a secret, which it is not allowed to do.
  ["6.26", ["language=go", "triggers=none", "own_secret=true"]],
  ["6.29", ["language=go", "triggers=function-url", "log_protection=true"]],
  ["6.35", ["triggers=function-url", "responses=streamed"]],
  ["6.46", ["language=ruby", "triggers=function-url"]],
])("the provider may be %s or later if that version has all of %j", async (version, set) => {
  const cwd = temporaryDirectory();
  await scaffoldIn({ cwd, set });
  expect(readFileSync(path.join(cwd, "orders/versions.tf"), "utf8")).toContain(`version = ">= ${version}"`);
});

test("a module for other configurations requires a minimum, and its callers decide on the next major version", async () => {
  const cwd = temporaryDirectory();
  expect(await scaffoldIn({ cwd, set: ["layout=module", "language=go", "triggers=none"] })).toMatchObject({
    problem: "",
  });
  const versions = (folder: string): string => readFileSync(path.join(cwd, "orders", folder, "versions.tf"), "utf8");
  expect(versions(".").match(/\bversion = .*/g)).toEqual(['version = ">= 2.7"', 'version = ">= 6.0"']);
  expect(versions("examples/basic")).toContain('version = "~> 6.0"');
});

test.each(["module", "stack", "environments"])(
  "everything that uses the module requires the same version, as %s",
  async (layout) => {
    const cwd = temporaryDirectory();
    const set = [
      `layout=${layout}`,
      "triggers=function-url",
      "language=go",
      ...(layout === "module" ? [] : ["backend=local"]),
    ];
    expect(await scaffoldIn({ cwd, set })).toMatchObject({ problem: "" });
    const versions = [...filesBelow(cwd)].filter(([file]) => file.endsWith("versions.tf"));
    expect(versions.map(([, text]) => /hashicorp\/aws"\s+version = "\S+ (.*)"/.exec(text)?.[1])).toEqual(
      versions.map(() => "6.29"),
    );
  },
);
