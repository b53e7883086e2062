import { readJson } from "./data-file.ts";

/** A known way of turning a set of permissions into more permissions. */
export interface EscalationPath {
  /** The number that pathfinding.cloud gives it: `iam-005`, `lambda-001`. */
  readonly id: string;
  readonly class: "self-escalation" | "principal-access" | "new-passrole" | "existing-passrole";
  /** The actions it takes; all are needed. */
  readonly requires: readonly string[];
}

let paths: readonly EscalationPath[] | undefined;

/**
 * The 65 paths of pathfinding.cloud (DataDog, 2025-12-17, Apache-2.0), later ones of its, and one by layers
 * (`lambda-layer`: AWS Lambda developer guide, Granting users access to a Lambda layer, 2026-11).
 */
export function escalationPaths(): readonly EscalationPath[] {
  paths ??= readJson<{ readonly paths: readonly EscalationPath[] }>("escalation-paths.json").paths;
  return paths;
}
