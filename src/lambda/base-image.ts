import type { Module, Place } from "../terraform/index.ts";

/** The AWS base image that a Dockerfile builds on, and the runtime in it. */
export interface BaseImage {
  /** The runtime's identifier, as in `runtime = "python3.14"`. */
  readonly runtime: string;
  /** The line of the Dockerfile that names it. */
  readonly line: number;
  /** The Dockerfile, as seen from the module. */
  readonly file: string;
}

const IMAGE =
  /^FROM\s+(?:--\S+\s+)*(?:public\.ecr\.aws\/lambda\/|(?:docker\.io\/)?amazon\/aws-lambda-)(python|nodejs|java|dotnet|ruby|provided|go):(\S+)/i;

/**
 * The AWS base image of the only Dockerfile next to a module's files; undefined if there is none, if there are several,
 * as it is not known then which belongs to what, or if it builds on another image.
 */
export function baseImageOf(module: Module, at: Place): BaseImage | undefined {
  const path = module.path("module", at);
  const directory = path.kind === "known" ? String(path.value) : undefined;
  const [file, ...others] = (directory && module.files.set(directory, "**/Dockerfile*")) || [];
  const text = file === undefined || others.length > 0 ? undefined : module.files.read(`${directory}/${file}`)?.text;
  if (file === undefined || text === undefined) return undefined;
  const lines = text.split("\n");
  // the last stage is the one that runs
  const last = lines.findLastIndex((line) => /^FROM\s/i.test(line));
  const [, family, tag] = IMAGE.exec(lines[last] ?? "") ?? [];
  const runtime = family && tag && runtimeOf(family.toLowerCase(), tag);
  return runtime ? { runtime, line: last + 1, file } : undefined;
}

/** `python` with `3.9-arm64` or `3.9.2026.08.11.12` is python3.9; undefined for `latest` and tags with variables. */
function runtimeOf(family: string, tag: string): string | undefined {
  if (family === "go") return tag.startsWith("1") ? "go1.x" : undefined;
  if (family === "provided")
    return `provided${/^(?:alami|latest)/.test(tag) ? "" : `.${/^al\d*/.exec(tag)?.[0] ?? ""}`}`;
  if (family === "python" || family === "ruby") {
    const version = /^\d\.\d+/.exec(tag)?.[0];
    return version && `${family}${version}`;
  }
  const version = /^\d+/.exec(tag)?.[0];
  if (!version) return undefined;
  if (family === "nodejs") return `nodejs${version}.x`;
  return family === "java" ? `java${/^\d+(?:\.al\d+)?/.exec(tag)?.[0]}` : `${family}${version}`;
}
