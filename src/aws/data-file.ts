import { readFileSync } from "node:fs";

/** A data file, which lies beside this source, and beside the bundle as `dist/data`. Throws if it is missing. */
function readData(name: string): Buffer {
  return readFileSync(new URL(`./data/${name}`, import.meta.url));
}

/** A data file that holds JSON; the caller names the type that the generating script wrote. */
export function readJson<T>(name: string): T {
  return JSON.parse(readData(name).toString("utf8")) as T;
}
