import type { Module } from "../../../terraform/index.ts";

/**
 * Whether a configuration is an excerpt: resources without anything that tells where they are created, as in
 * documentation and in linters' test cases. Nobody applies it as it is, and a name in it may stand for any other.
 */
export function isExcerpt({ declared, directory }: Module): boolean {
  const { providers, others, variables, locals, outputs, moduleCalls } = declared;
  const said = providers.length + others.length + variables.size + locals.size + outputs.size + moduleCalls.size;
  return directory.origin !== "plan" && said === 0;
}
