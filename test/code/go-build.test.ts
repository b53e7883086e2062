import { expect, test } from "vitest";
import { isBuiltForLambda } from "../../src/code/program/go-build.ts";

test.each(["main.go", "handle_js_events.go", "windows.go", "store_linux_arm64.go", "store_amd64.go"])(
  "%s is built for Lambda",
  (name) => {
    expect(isBuiltForLambda(name, "package main")).toBe(true);
  },
);

test.each([
  "main_test.go",
  "store_windows.go",
  "store_windows_amd64.go",
  "store_linux_386.go",
  "store_js_wasm.go",
  "main.py",
])("%s is not", (name) => {
  expect(isBuiltForLambda(name, "package main")).toBe(false);
});
