import path from "node:path";
import { readRegularFile } from "../../regular-file.ts";

/**
 * Where `terraform init` put the modules of a root: call path (`orders.queue`) to directory, from
 * .terraform/modules/modules.json. Empty if the root was never initialized or the file has an unexpected format.
 */
export function installedModules(root: string): ReadonlyMap<string, string> {
  const index = path.join(root, ".terraform", "modules", "modules.json");
  const found = new Map<string, string>();
  for (const entry of entriesOf(index)) {
    if (entry.Key !== "") found.set(entry.Key, path.resolve(root, entry.Dir));
  }
  return found;
}

interface InstalledModule {
  readonly Key: string;
  readonly Dir: string;
}

function entriesOf(index: string): InstalledModule[] {
  let data: unknown;
  try {
    data = JSON.parse(readRegularFile(index));
  } catch {
    return [];
  }
  const list = typeof data === "object" && data !== null && "Modules" in data ? data.Modules : undefined;
  return Array.isArray(list) ? list.filter(isInstalledModule) : [];
}

function isInstalledModule(entry: unknown): entry is InstalledModule {
  return (
    typeof entry === "object" &&
    entry !== null &&
    "Key" in entry &&
    typeof entry.Key === "string" &&
    "Dir" in entry &&
    typeof entry.Dir === "string"
  );
}
