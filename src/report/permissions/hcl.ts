import { grouped } from "../../grouped.ts";
import type { PermissionsReport } from "./permissions-report.ts";

/** Only the policies, by the directory that they belong in. A module that several roots call has each of them once. */
export function permissionsHcl({ policies }: PermissionsReport): string {
  const directories = [...grouped(policies, ({ directory }) => [directory])];
  const texts = directories.map(([directory, own]) => {
    const hcl = [...new Set(own.map(({ hcl }) => hcl))].join("\n");
    return directories.length > 1 ? `# For ${directory}\n\n${hcl}` : hcl;
  });
  return texts.join("\n");
}
