import { runtime } from "../aws/runtimes.ts";
import type { Gathered } from "./gather-answers.ts";

/** Of the major version that modules are written for, what lacks nothing that is not told to be newer. */
const FIRST = "6.0";

/** The least version of the AWS provider that has all that a module uses, as `6.25`. */
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
