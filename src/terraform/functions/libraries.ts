import { notEvaluated } from "./refusal.ts";

interface Libraries {
  yaml?: typeof import("yaml");
  re2?: typeof import("re2js");
  crypto?: typeof import("node:crypto");
}

const loaded: Libraries = {};

/**
 * Loads the libraries that the functions called in a text need, to be awaited before the text is evaluated. Evaluation is
 * synchronous, and few modules need them: the others do not pay the milliseconds that each takes to load. Without its
 * library a function is not evaluated.
 */
export async function preloadFor(text: string): Promise<void> {
  const loading: Promise<unknown>[] = [];
  if (!loaded.yaml && text.includes("yamldecode"))
    loading.push(import("yaml").then((library) => (loaded.yaml = library.default)));
  if (!loaded.re2 && callsRegex(text)) loading.push(import("re2js").then((library) => (loaded.re2 = library)));
  if (!loaded.crypto && /sha(?:1|256|512)|md5|uuidv5/.test(text)) {
    loading.push(import("node:crypto").then((library) => (loaded.crypto = library)));
  }
  await Promise.all(loading);
}

/** `replace` takes a regular expression where its second argument stands between slashes. */
function callsRegex(text: string): boolean {
  return text.includes("regex") || (text.includes("replace") && text.includes('"/'));
}

export function yamlLibrary(): NonNullable<Libraries["yaml"]> {
  return loaded.yaml ?? notEvaluated();
}

export function regexLibrary(): NonNullable<Libraries["re2"]> {
  return loaded.re2 ?? notEvaluated();
}

export function hashLibrary(): NonNullable<Libraries["crypto"]> {
  return loaded.crypto ?? notEvaluated();
}
