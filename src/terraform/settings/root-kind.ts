import { oncePer } from "../../once-per.ts";
import { automaticFiles } from "../files/variable-values.ts";
import type { Module } from "../modules/module.ts";
import { backendOf } from "./backend.ts";

/**
 * Whether a module is one in which people run `terraform apply`, or one that others call. A root has a backend, a
 * configured provider or variable files, or needs nothing from a caller and returns nothing to it.
 */
export const rootKind = oncePer((module: Module): "root" | "module" | "unclear" => {
  if (module.call) return "module";
  const { declared, directory } = module;
  // a plan is always of a root; if its files are available, these tell what they are for
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

/** Whether a root is an example or a test, judging by its folder: nobody depends on its state. */
export function isTrial(module: Pick<Module, "treePath">): boolean {
  return isBelow(module, TRIAL_FOLDERS);
}

function isBelow(module: Pick<Module, "treePath">, folders: ReadonlySet<string>): boolean {
  return module.treePath.split("/").some((part) => folders.has(part));
}
