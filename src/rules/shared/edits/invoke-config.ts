import { invokedQualifier, type LambdaFunction, type Trigger } from "../../../lambda/index.ts";
import type { Edit } from "../../rule.ts";
import { companion } from "./companion.ts";
import { qualifierLine } from "./qualifier.ts";
import { selfReference } from "./references.ts";

/**
 * Adds an invoke configuration for a function without one, for the version or alias that a trigger invokes. Undefined
 * if that cannot be referred to.
 */
export function addInvokeConfig(fn: LambdaFunction, trigger: Trigger | undefined, content: string): Edit | undefined {
  const qualifier = qualifierLine(trigger && invokedQualifier(trigger), fn.resource);
  if (qualifier === undefined) return undefined;
  const lines = `function_name = ${selfReference(fn.resource)}.function_name\n${qualifier}${content}`;
  return companion(fn.resource, "aws_lambda_function_event_invoke_config", lines)?.edit;
}
