import { UserError } from "../user-error.ts";
import type { Reporter } from "./reporter.ts";

/** Every format, loaded when it is needed. */
const loaders = {
  stylish: async () => (await import("./stylish.ts")).stylish,
  json: async () => (await import("./json.ts")).json,
  sarif: async () => (await import("./sarif.ts")).sarif,
  junit: async () => (await import("./junit.ts")).junit,
  github: async () => (await import("./github.ts")).github,
  gitlab: async () => (await import("./gitlab.ts")).gitlab,
  checkstyle: async () => (await import("./checkstyle.ts")).checkstyle,
  markdown: async () => (await import("./markdown.ts")).markdown,
} satisfies Record<string, () => Promise<Reporter>>;

/** The name of a format. */
export type Format = keyof typeof loaders;

/** The names of all formats, in the order of the help. */
export const formats = Object.keys(loaders) as readonly Format[];

/** Formats that people rather than programs read: findings with many lines in common are merged there. */
const forPeople: ReadonlySet<string> = new Set<Format>(["stylish", "markdown"]);

/** Whether a format is read by people rather than programs. */
export function isForPeople(format: string): boolean {
  return forPeople.has(format);
}

function isFormat(name: string): name is Format {
  return Object.hasOwn(loaders, name);
}

/** The reporter of a format. Throws a UserError for an unknown format. */
export async function loadReporter(name: string): Promise<Reporter> {
  if (!isFormat(name)) throw new UserError(`There is no format "${name}"`, `The formats are ${formats.join(", ")}`);
  return loaders[name]();
}
