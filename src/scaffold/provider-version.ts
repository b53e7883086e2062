import { runtime } from "../aws/runtimes.ts";
import type { Gathered } from "./gather-answers.ts";

/**
 * Within the major version that modules are written for, the first version, which has everything that is not marked as
 * newer.
 */
const FIRST = "6.0";

/** The minimum version of the AWS provider that has everything a module uses, as `6.25`. */
export function leastProviderVersion({ answers, features }: Gathered): string {
  const wanted = features.flatMap(({ provider }) => provider ?? []);
  return [FIRST, runtime(String(answers.get("runtime")))?.provider ?? FIRST, ...wanted].reduce(later);
}

function later(one: string, other: string): string {
  return minor(other) > minor(one) ? other : one;
}

function minor(version: string): number {
  return Number(version.split(".")[1]);
}
