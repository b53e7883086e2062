import type { Block } from "../../../hcl/index.ts";
import type { Module, Place } from "../../../terraform/index.ts";
import type { Fault } from "./expression-checks.ts";
import type { ShapeMisfit } from "./expression-shape.ts";
import type { ExpressionType, Step } from "./expression-type.ts";
import type { ModuleTypes } from "./module-types.ts";

/** Where an expression stands, and what is known there. */
export interface ExpressionSite {
  readonly types: ModuleTypes;
  readonly module: Module;
  readonly file: Place["file"];
}

/**
 * Whether an expression is worked out whatever the values are, or only if a condition before it says so. On the right of && and
 * || it is worked out where the left side is not known, as in validate.
 */
export type Certainty = "certain" | "guarded" | "possible";

/** A step `.name` in an expression: from what, and what it meets. */
export interface AttributeRead {
  readonly from: ExpressionType;
  readonly name: string;
  readonly step: Step;
  /** Where the name is written; of a splat what it is applied to. */
  readonly at: Place;
  /** What stands before the name. */
  readonly before: string;
  /** It is read of a resource by its address, which Terraform checks before it works anything out, within `try` as well. */
  readonly isOfAddress: boolean;
  /** It is read whatever the values are: no condition comes before it. */
  readonly isCertain: boolean;
}

/** Something that Terraform refuses to work out, by the types of the values. */
export interface ExpressionFault extends Fault {
  readonly kind: "call" | "expression";
  readonly at: Place;
  /** Terraform stops at it only where a value asks for it, if that is not certain. */
  readonly severity?: "warning" | undefined;
}

/** A value that stands where one of another type belongs. */
export interface ArgumentMisfit {
  /** The blocks that the argument stands in, the outermost first. */
  readonly blocks: readonly Block[];
  readonly name: string;
  readonly misfit: ShapeMisfit;
  readonly at: Place;
}

/** What was met on the way, to be judged by rules. */
export interface Findings {
  readonly reads: AttributeRead[];
  readonly faults: ExpressionFault[];
  readonly misfits: ArgumentMisfit[];
}
