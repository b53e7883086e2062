import { type Runtime, runtime } from "../aws/runtimes.ts";
import { elementsOrSelf, type Place, type Resource, stringOf } from "../terraform/index.ts";
import { baseImageOf } from "./base-image.ts";
import type { LambdaFunction } from "./function.ts";
import type { Stack } from "./stack.ts";

/** A function or layer and its runtime. */
export interface RuntimeUse {
  readonly kind: "function" | "image" | "layer";
  readonly resource: Resource;
  readonly at: Place;
  /** The identifier as written; undefined if not known. */
  readonly id: string | undefined;
  /** The data on it; undefined also for one that AWS does not have. */
  readonly runtime: Runtime | undefined;
}

/** The runtime of each function and layer; for a layer with several, the first to reach its end. */
export function runtimeUses(stack: Stack): readonly RuntimeUse[] {
  return [...stack.functions.map(functionUse), ...stack.resources("aws_lambda_layer_version").map(layerUse)];
}

/** Sorts runtimes by their end: soonest first, then those without a date, then unknown ones. */
export function soonestFirst(a: RuntimeUse, b: RuntimeUse): number {
  return endOf(a) < endOf(b) ? -1 : endOf(a) > endOf(b) ? 1 : 0;
}

function endOf({ runtime: used }: RuntimeUse): string {
  return used === undefined ? "unknown" : (used.deprecated ?? "later");
}

function functionUse({ resource, isImage, runtime: id, body }: LambdaFunction): RuntimeUse {
  if (isImage !== "yes") {
    return { kind: "function", resource, at: body.place("runtime"), id, runtime: id ? runtime(id) : undefined };
  }
  const at = body.place("image_uri");
  const base = baseImageOf(resource.module, at)?.runtime;
  return { kind: "image", resource, at, id: base, runtime: base ? runtime(base) : undefined };
}

function layerUse(resource: Resource): RuntimeUse {
  const { elements } = elementsOrSelf(resource.body.value("compatible_runtimes"));
  const uses = elements.map((element): RuntimeUse => {
    const id = stringOf(element);
    return { kind: "layer", resource, at: element.place, id, runtime: id ? runtime(id) : undefined };
  });
  const [first] = uses.toSorted(soonestFirst);
  const at = resource.body.place("compatible_runtimes");
  return first ?? { kind: "layer", resource, at, id: undefined, runtime: undefined };
}
