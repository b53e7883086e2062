import { expect, test } from "vitest";
import { latestOf, runtime, runtimes, suggestRuntime } from "../../src/aws/runtimes.ts";

test("a retired runtime has its dates and its successor", () => {
  expect(runtime("python3.9")).toEqual({
    id: "python3.9",
    family: "python",
    deprecated: "2025-12-15",
    blockCreate: "2027-02-01",
    blockUpdate: "2027-03-03",
    snapStart: false,
    containerOnly: false,
    architectures: ["x86_64", "arm64"],
    successor: "python3.14",
  });
});

test("a runtime newer than the one in general use is known, without dates and without a successor", () => {
  expect(runtime("nodejs26.x")).toMatchObject({ deprecated: undefined, successor: undefined });
  expect(runtime("python3.15")).toMatchObject({ deprecated: undefined, successor: undefined, snapStart: true });
});

test("every runtime's dates are in order, and its successor exists", () => {
  for (const each of runtimes()) {
    const dates = [each.deprecated, each.blockCreate, each.blockUpdate].filter((date) => date !== undefined);
    expect(dates, each.id).toEqual([...dates].sort());
    for (const date of dates) expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    if (each.successor) expect(runtime(each.successor), each.id).toBeDefined();
    expect(runtime(latestOf(each.family))?.successor, each.id).toBeUndefined();
  }
});

test("go1.x moves to the custom runtime", () => {
  expect(runtime("go1.x")?.successor).toBe("provided.al2023");
});

test.each([
  ["nodejs24", "nodejs24.x"],
  ["node22", "nodejs22.x"],
  ["NodeJS20.x", "nodejs20.x"],
  ["python-3.12", "python3.12"],
  ["pyton3.13", "python3.13"],
  ["java-21", "java21"],
  ["provided.al2032", "provided.al2023"],
  ["nodejs21.x", "nodejs22.x"],
  ["nodejs25.x", "nodejs24.x"],
  ["python3.1", "python3.11"],
  ["python", "python3.14"],
  ["java1.8", "java8.al2"],
  ["dotnet7", "dotnet10"],
])("suggestRuntime(%s) is %s", (id, expected) => {
  expect(suggestRuntime(id, "2026-11-24")).toBe(expected);
});

test("neither something that is not a runtime nor a base image without a zip runtime gets a suggestion", () => {
  expect(suggestRuntime("rust", "2026-11-24")).toBeUndefined();
  expect(suggestRuntime("__proto__", "2026-11-24")).toBeUndefined();
  expect(suggestRuntime("dotnet9", "2026-11-24")).not.toBe("dotnet9");
});
