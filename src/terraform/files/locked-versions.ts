import path from "node:path";
import { parseHcl, SourceFile } from "../../hcl/index.ts";
import { limits } from "../../limits.ts";
import { readRegularFile } from "../../regular-file.ts";

/**
 * The versions in the .terraform.lock.hcl of a directory, by the last part of the provider's address: `aws` →
 * `5.100.0`.
 */
export function lockedVersions(directory: string): ReadonlyMap<string, string> {
  const file = path.join(directory, ".terraform.lock.hcl");
  const versions = new Map<string, string>();
  for (const item of parseHcl(new SourceFile(file, readable(file))).body.items) {
    const name =
      item.kind === "block" && item.type === "provider" ? item.labels[0]?.value.split("/").at(-1) : undefined;
    if (name === undefined || item.kind !== "block") continue;
    for (const attribute of item.body.items) {
      if (attribute.kind !== "attribute" || attribute.name !== "version" || attribute.expression.kind !== "template")
        continue;
      const [part] = attribute.expression.parts;
      if (part?.kind === "text") versions.set(name, part.value);
    }
  }
  return versions;
}

/** Empty for a file that does not exist or cannot be read: Terraform itself reports the latter. */
function readable(file: string): string {
  try {
    return readRegularFile(file, limits.fileSize);
  } catch {
    return "";
  }
}
