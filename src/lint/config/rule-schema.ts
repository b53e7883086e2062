import type { Rule } from "../../rules/rule.ts";
import { levelSchema } from "./config-file.ts";

/** The schema for what a rule may be set to: a level, or its options with or without a level. */
export function ruleSchema(options: Rule["options"]): object {
  const declared = Object.entries(options ?? {}).map(([name, { schema, description, default: value }]) => [
    name,
    { ...schema, description, default: value },
  ]);
  return {
    if: { type: "string" },
    then: levelSchema,
    else: {
      type: "object",
      additionalProperties: false,
      properties: { severity: levelSchema, ...Object.fromEntries(declared) },
    },
  };
}
