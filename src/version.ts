import { readFileSync } from "node:fs";
import { packageUrl } from "./package-url.ts";

/** The version in package.json. */
export function version(): string {
  const manifest: { version: string } = JSON.parse(readFileSync(packageUrl("package.json"), "utf8"));
  return manifest.version;
}
