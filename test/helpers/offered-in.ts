import type { Finding } from "../../src/report/index.ts";
import type { Offer } from "../../src/rules/rule.ts";

const kinds: readonly Offer[] = ["fix", "suggestions"];

/** The fixes and suggestions that findings offer. */
export function offeredIn(findings: readonly Finding[]): readonly Offer[] {
  return kinds.filter((kind) => findings.some((finding) => finding[kind] !== undefined));
}
