import type { Module } from "../../../terraform/index.ts";

/**
 * Whether a configuration is an excerpt: resources side by side and nothing that says where they are made, as documentation
 * and the cases of linters have them. Nobody applies it as it is, and a name in it stands for any other.
 */
export function isExcerpt({ declared, directory }: Module): boolean {
  const { providers, others, variables, locals, outputs, moduleCalls } = declared;
  const said = providers.length + others.length + variables.size + locals.size + outputs.size + moduleCalls.size;
  return directory.origin !== "plan" && said === 0;
}
