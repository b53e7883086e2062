import { invokedQualifier, type LambdaFunction, type Trigger } from "../../../lambda/index.ts";
import type { Edit } from "../../rule.ts";
import { companion } from "./companion.ts";
import { referenceTo, selfReference } from "./references.ts";

/**
 * The edit that writes an invoke configuration for a function that has none, of the version or alias that a trigger invokes.
 * Undefined where that one cannot be named.
 */
export function addInvokeConfig(fn: LambdaFunction, trigger: Trigger | undefined, content: string): Edit | undefined {
  const qualifier = qualifierLine(fn, trigger);
  if (qualifier === undefined) return undefined;
  const lines = `function_name = ${selfReference(fn.resource)}.function_name\n${qualifier}${content}`;
  return companion(fn.resource, "aws_lambda_function_event_invoke_config", lines)?.edit;
}

/** Names the alias that is invoked; empty where none is, undefined where that is not known. */
function qualifierLine({ resource }: LambdaFunction, trigger: Trigger | undefined): string | undefined {
  const qualifier = trigger && invokedQualifier(trigger);
  switch (qualifier?.kind) {
    case undefined:
    case "none":
      return "";
    case "alias": {
      const alias = referenceTo(qualifier.alias, resource);
      return alias && `qualifier = ${alias}.name\n`;
    }
    case "named":
      return `qualifier = "${qualifier.name}"\n`;
    default:
      return undefined;
  }
}
