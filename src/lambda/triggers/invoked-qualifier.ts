import { stringOf, type Value } from "../../terraform/index.ts";
import { namedResources } from "../names/identify.ts";
import { type Qualifier, qualifierIn } from "../qualifier.ts";
import type { Trigger } from "./trigger.ts";

const ALIAS = new Set(["aws_lambda_alias"]);

/** The version or alias in an argument named `qualifier`. */
export function qualifierArgument(value: Value): Qualifier {
  if (value.kind === "null") return { kind: "none" };
  const [alias, ...others] = namedResources(value, ALIAS);
  if (alias) return others.length === 0 ? { kind: "alias", alias } : { kind: "unknown" };
  const name = stringOf(value);
  return name === undefined ? { kind: "unknown" } : name === "$LATEST" ? { kind: "none" } : { kind: "named", name };
}

/** The version or alias that a trigger invokes. */
export function invokedQualifier({ connection, block, target }: Trigger): Qualifier {
  const hasArgument = connection.type === "aws_lambda_permission" || connection.type === "aws_lambda_function_url";
  return hasArgument && block.isSet("qualifier") !== "no"
    ? qualifierArgument(block.value("qualifier"))
    : qualifierIn(target);
}
