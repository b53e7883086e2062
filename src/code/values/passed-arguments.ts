import type { Binding } from "../program/scope.ts";
import { type CallSite, type CodeValue, type PassedArgument, UNKNOWN } from "./value.ts";

/** The values that a call passes for a parameter; undefined where it passes none. */
export function passedTo(
  { arguments: passed }: CallSite,
  { name, rest }: Extract<Binding, { kind: "parameter" }>["parameter"],
  index: number,
): readonly (() => readonly CodeValue[])[] | undefined {
  if (rest === "object")
    return [() => [{ kind: "keywords", arguments: passed.filter((each: PassedArgument) => each.name !== undefined) }]];
  if (rest === "list") return [() => [UNKNOWN]];
  const named = passed.find((argument) => argument.name !== undefined && argument.name === name);
  if (named) return [named.values];
  const positional = passed.filter((argument) => argument.name === undefined);
  const spread = positional.findIndex(({ isSpread }) => isSpread);
  const argument = positional[index];
  if (spread >= 0 && spread <= index) return [() => [UNKNOWN]];
  return argument ? [argument.values] : undefined;
}
