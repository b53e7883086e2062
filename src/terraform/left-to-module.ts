import { Module } from "./module.ts";
import { encloses } from "./places.ts";
import { isOfStandIn } from "./stand-in-place.ts";
import type { Place } from "./value.ts";

/** An argument that a call leaves to the default of a module that is stood in for. */
export interface LeftToModule {
  readonly argument: string;
  /** The header of the call. */
  readonly call: Place;
}

/** What a call leaves to its module, if a place is in the default of a variable of a stand-in. */
export function leftToModule({ module, ...place }: Place): LeftToModule | undefined {
  if (!isOfStandIn(place.file) || !(module instanceof Module) || !module.call) return undefined;
  const { call, declared, directory } = module;
  if (!directory.holds(place.file)) return undefined;
  for (const [argument, { declared: variable }] of declared.variables)
    if (encloses({ file: variable.file, ...variable.node }, place)) return { argument, call: call.block.place() };
  return undefined;
}
