import { readFileSync } from "node:fs";

/** The version in package.json, which lies one level above this file both in the sources and in the build. */
export function version(): string {
  const manifest: { version: string } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  return manifest.version;
}
