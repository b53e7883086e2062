import {
  latestOf,
  type Runtime,
  type RuntimeFamily,
  runtime,
  runtimes,
  runtimesAsOf,
  suggestRuntime,
} from "../aws/runtimes.ts";
import type { Answer, Ask } from "./feature.ts";

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

/** The day on which support of a runtime ended; undefined for one that is supported, or is not known. */
export function endOf(id: string): string | undefined {
  const end = runtime(id)?.deprecated;
  return end !== undefined && end <= runtimesAsOf() ? end : undefined;
}

/** Whether the question asks for a runtime of the family that an answer is of, or that takes its place, offered or not. */
export function asksForFamilyOf(answer: Answer, ask: Ask | undefined): boolean {
  if (ask?.["x-runtimes"] === undefined || typeof answer !== "string") return false;
  const meant = runtime(suggestRuntime(answer, runtimesAsOf()) ?? "");
  return runtime(meant?.successor ?? meant?.id ?? "")?.family === ask["x-runtimes"];
}
