import { latestOf, type Runtime, type RuntimeFamily, runtimes, runtimesAsOf } from "../aws/runtimes.ts";
import type { Ask } from "./feature.ts";

/** The question with the runtimes of its family that AWS supports, if it asks for a runtime. */
export function withRuntimes(ask: Ask): Ask {
  const family = ask["x-runtimes"];
  if (family === undefined) return ask;
  return { ...ask, default: latestOf(family), enum: supported(family).map(({ id }) => id) };
}

/** Newest first, from the one in general use on; one without dates is not in general use yet. */
function supported(family: RuntimeFamily): readonly Runtime[] {
  const isSupported = ({ deprecated = "", containerOnly }: Runtime): boolean =>
    !containerOnly && deprecated > runtimesAsOf();
  return runtimes().filter((runtime) => runtime.family === family && isSupported(runtime));
}

/** The identifiers of the supported runtimes that can start from a snapshot. */
export function snapStartRuntimes(): readonly string[] {
  return (["python", "java", "dotnet"] as const)
    .flatMap(supported)
    .filter(({ snapStart }) => snapStart)
    .map(({ id }) => id);
}
