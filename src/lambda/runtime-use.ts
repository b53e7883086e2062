import { type Runtime, runtime } from "../aws/runtimes.ts";
import { elementsOrSelf, type Place, type Resource, stringOf } from "../terraform/index.ts";
import { baseImageOf } from "./base-image.ts";
import type { LambdaFunction } from "./function.ts";
import type { Stack } from "./stack.ts";

/** A function or layer and the runtime that it is for. */
export interface RuntimeUse {
  readonly kind: "function" | "image" | "layer";
  readonly resource: Resource;
  readonly at: Place;
  /** The identifier as it is written; undefined where it is not known. */
  readonly id: string | undefined;
  /** What is known of it; undefined for one that AWS does not have, too. */
  readonly runtime: Runtime | undefined;
}

/** What each function runs on and each layer is made for; a layer for several runtimes is told by the first that ends. */
export function runtimeUses(stack: Stack): readonly RuntimeUse[] {
  return [...stack.functions.map(functionUse), ...stack.resources("aws_lambda_layer_version").map(layerUse)];
}

/** The order in which runtimes end: the soonest first, then those without a date, then what is not known. */
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
