import type { Block } from "../../../hcl/index.ts";
import type { Stack } from "../../../lambda/index.ts";
import { expressionsOfKind, nativeFiles } from "./native-files.ts";

/** The minor version of Terraform 1 that added a block (Terraform's changelogs of 1.1 to 1.14). */
const BLOCKS: Readonly<Record<string, number>> = {
  moved: 1,
  precondition: 2,
  postcondition: 2,
  check: 5,
  import: 5,
  removed: 7,
  ephemeral: 10,
  action: 14,
};
/** The same for arguments of variables and lifecycle. */
const ARGUMENTS: Readonly<Record<string, number>> = { nullable: 1, replace_triggered_by: 2, ephemeral: 10 };
/** The same for functions. */
const FUNCTIONS: Readonly<Record<string, number>> = {
  optional: 3,
  startswith: 3,
  endswith: 3,
  timecmp: 3,
  strcontains: 5,
  plantimestamp: 5,
  issensitive: 8,
  templatestring: 9,
};
const FIRST_WITH_PROVIDER_FUNCTIONS = 8;

/** The first version of Terraform, 1.0 or later, that supports everything in a stack. */
export function leastTerraform(stack: Stack): string {
  let minor = 0;
  for (const file of nativeFiles(stack)) {
    for (const item of file.parsed.body.items) if (item.kind === "block") minor = Math.max(minor, ofBlock(item));
    for (const { name } of expressionsOfKind(file, "call")) minor = Math.max(minor, ofFunction(name));
  }
  return `1.${minor}`;
}

function ofBlock({ type, body }: Block): number {
  const isOfLanguage = type === "variable" || type === "output" || type === "lifecycle";
  const inner = body.items.map((item) => {
    if (item.kind === "block") return ofBlock(item);
    return isOfLanguage ? sinceOf(ARGUMENTS, item.name) : 0;
  });
  return Math.max(sinceOf(BLOCKS, type), ...inner);
}

function ofFunction(name: string): number {
  return name.startsWith("provider::") ? FIRST_WITH_PROVIDER_FUNCTIONS : sinceOf(FUNCTIONS, name);
}

function sinceOf(table: Readonly<Record<string, number>>, name: string): number {
  return Object.hasOwn(table, name) ? (table[name] ?? 0) : 0;
}
