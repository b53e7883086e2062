import type { Block, Span } from "../../../hcl/index.ts";
import { type Module, type Place, placeOf } from "../../../terraform/index.ts";
import type { Fault } from "./expression-checks.ts";
import type { ExpressionType, Step } from "./expression-type.ts";
import type { ModuleTypes } from "./module-types.ts";
import type { ShapeMisfit } from "./shape-misfit.ts";

/** The place of an expression, and its context. */
export interface ExpressionSite {
  readonly types: ModuleTypes;
  readonly module: Module;
  readonly file: Place["file"];
}

/**
 * Whether an expression is always evaluated, or only if a condition before it holds. The right side of && and || is
 * evaluated if the left side is unknown, as during validate.
 */
export type Certainty = "certain" | "guarded" | "possible";

/** A step `.name` in an expression: from which type, and its result. */
export interface AttributeRead {
  readonly from: ExpressionType;
  readonly name: string;
  readonly step: Step;
  /** The place of the name; for a splat, of what it is applied to. */
  readonly at: Place;
  /** The text before the name. */
  readonly before: string;
  /**
   * Whether it is read from a resource by its address, which Terraform checks before evaluating anything, even within
   * `try`.
   */
  readonly isOfAddress: boolean;
  /** Whether it is always read, with no condition before it. */
  readonly isCertain: boolean;
}

/** Something that Terraform refuses to evaluate, judging by the types of values. */
export interface ExpressionFault extends Fault {
  readonly kind: "call" | "expression";
  readonly at: Place;
  /** A warning if it is not certain that Terraform evaluates it. */
  readonly severity?: "warning" | undefined;
}

/** A value with a type that does not belong there. */
export interface ArgumentMisfit {
  /** The blocks around the argument, outermost first. */
  readonly blocks: readonly Block[];
  readonly name: string;
  readonly misfit: ShapeMisfit;
  readonly at: Place;
}

/** What a reader collects, for rules to judge. */
export interface Findings {
  readonly reads: AttributeRead[];
  readonly faults: ExpressionFault[];
  readonly misfits: ArgumentMisfit[];
}

/** The settings of a reader. */
export interface ReaderSetting extends ExpressionSite {
  /** Where to collect what is found; undefined to collect nothing. */
  readonly found?: Findings | undefined;
  readonly certainty: Certainty;
}

/** Collects a fault at a place, if Terraform certainly evaluates it. */
export function noteFault({ found, certainty, file }: ReaderSetting, fault: Fault | undefined, span: Span): void {
  if (fault && certainty === "certain") found?.faults.push({ ...fault, kind: "expression", at: placeOf(span, file) });
}
