/** The source of a module, if it has versions. */
export type ModuleSource =
  | { readonly kind: "registry"; readonly address: string }
  | { readonly kind: "repository"; readonly argument: "ref" | "rev"; readonly revision: string | undefined };

const REGISTRY = /^(?:[a-z0-9.-]+\.[a-z]{2,}(?::\d+)?\/)?[\w-]+\/[\w-]+\/[a-z0-9-]+(?:\/\/.*)?$/i;
const GIT = /^(?:git::|git@|ssh:\/\/git@)|^(?:github\.com|bitbucket\.org)\/|\.git(?:$|[/?])/;

/**
 * Parses the source of a module call; undefined for local paths, archives and other sources without versions (Module
 * Sources, 2026-11).
 */
export function moduleSource(text: string): ModuleSource | undefined {
  if (/^\.{1,2}(?:\/|$)|^\//.test(text)) return undefined;
  const isMercurial = text.startsWith("hg::");
  if (isMercurial || GIT.test(text)) {
    const argument = isMercurial ? "rev" : "ref";
    const [, query = ""] = text.split("?", 2);
    const revision = query
      .split("&")
      .map((pair) => pair.split("=", 2))
      .find(([key]) => key === argument)?.[1];
    return { kind: "repository", argument, revision: revision === "" ? undefined : revision };
  }
  return REGISTRY.test(text) ? { kind: "registry", address: text } : undefined;
}
