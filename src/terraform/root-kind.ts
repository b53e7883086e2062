import type { Module } from "./module.ts";
import { automaticFiles } from "./variable-values.ts";

/**
 * Whether a module is one that people run `terraform apply` in, or one that others call. Told by what only a root has: a
 * backend, a configured provider, variable files; or by a module that needs nothing from a caller and gives it nothing.
 */
export function rootKind(module: Module): "root" | "module" | "unclear" {
  if (module.call) return "module";
  const { declared, directory } = module;
  const hasBackend = declared.others.some(
    ({ type, blocks }) =>
      type === "terraform" && blocks.some(({ node }) => node.type === "backend" || node.type === "cloud"),
  );
  const hasProvider = declared.providers.some(
    ({ attributes, blocks }) => attributes.size > (attributes.has("alias") ? 1 : 0) || blocks.length > 0,
  );
  if (hasBackend || hasProvider || automaticFiles(directory.path).length > 0) return "root";
  const needsInput = [...declared.variables.values()].some(({ attributes }) => !attributes.has("default"));
  if (needsInput) return "module";
  return declared.outputs.size === 0 && declared.resources.size > 0 ? "root" : "unclear";
}
