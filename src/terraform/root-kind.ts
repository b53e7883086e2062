import { oncePer } from "../once-per.ts";
import { backendOf } from "./backend.ts";
import type { Module } from "./module.ts";
import { automaticFiles } from "./variable-values.ts";

/**
 * Whether a module is one that people run `terraform apply` in, or one that others call. Told by what only a root has: a
 * backend, a configured provider, variable files; or by a module that needs nothing from a caller and gives it nothing.
 */
export const rootKind = oncePer((module: Module): "root" | "module" | "unclear" => {
  if (module.call) return "module";
  const { declared, directory } = module;
  // a plan is made of nothing but a root; where its files are there, they tell what they are made for
  if (directory.origin === "plan") return "root";
  const hasProvider = declared.providers.some(
    ({ attributes, blocks }) => attributes.size > (attributes.has("alias") ? 1 : 0) || blocks.length > 0,
  );
  if (backendOf(module) || hasProvider || automaticFiles(directory.path).length > 0) return "root";
  const needsInput = [...declared.variables.values()].some(({ attributes }) => !attributes.has("default"));
  if (needsInput || isBelow(module, MODULE_FOLDERS)) return "module";
  return declared.outputs.size === 0 && declared.resources.size > 0 ? "root" : "unclear";
});

const MODULE_FOLDERS: ReadonlySet<string> = new Set(["modules", "module"]);
const TRIAL_FOLDERS: ReadonlySet<string> = new Set(["example", "examples", "test", "tests", "testdata"]);

/** Whether a root is there to show or to test something, by the folder it lies in: nobody depends on its state. */
export function isTrial(module: Pick<Module, "treePath">): boolean {
  return isBelow(module, TRIAL_FOLDERS);
}

function isBelow(module: Pick<Module, "treePath">, folders: ReadonlySet<string>): boolean {
  return module.treePath.split("/").some((part) => folders.has(part));
}
