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

/** Adds the runtimes of its family that AWS supports, if the question is about a runtime. */
export function withRuntimes(ask: Ask): Ask {
  const family = ask["x-runtimes"];
  if (family === undefined) return ask;
  return { ...ask, default: latestOf(family), enum: supported(family).map(({ id }) => id) };
}

/** Newest first, starting with the one in general use; one without dates is not in general use yet. */
function supported(family: RuntimeFamily): readonly Runtime[] {
  const isSupported = ({ deprecated = "", containerOnly }: Runtime): boolean =>
    !containerOnly && deprecated > runtimesAsOf();
  return runtimes().filter((runtime) => runtime.family === family && isSupported(runtime));
}

/** The supported runtimes with SnapStart. */
export function snapStartRuntimes(): readonly string[] {
  return (["python", "java", "dotnet"] as const)
    .flatMap(supported)
    .filter(({ snapStart }) => snapStart)
    .map(({ id }) => id);
}

/** The day on which support of a runtime ended; undefined if it is supported, or not known. */
export function endOf(id: string): string | undefined {
  const end = runtime(id)?.deprecated;
  return end !== undefined && end <= runtimesAsOf() ? end : undefined;
}

/** Whether the question is about a runtime of the same family as an answer, whether or not it offers that runtime. */
export function asksForFamilyOf(answer: Answer, ask: Ask | undefined): boolean {
  if (ask?.["x-runtimes"] === undefined || typeof answer !== "string") return false;
  const meant = runtime(suggestRuntime(answer, runtimesAsOf()) ?? "");
  return runtime(meant?.successor ?? meant?.id ?? "")?.family === ask["x-runtimes"];
}
