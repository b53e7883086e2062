import type { RegisteredRule } from "../../rules/rule.ts";
import { configSchema } from "./config-file.ts";
import { ruleSchema } from "./rule-schema.ts";

/** The JSON Schema of a configuration file with every rule and its options, for editors. */
export function publishedSchema(registry: readonly RegisteredRule[]): object {
  const properties = Object.fromEntries(
    registry.map(({ id, rule }) => [id, { description: rule.summary, ...ruleSchema(rule.options) }]),
  );
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of lambda-tf",
    definitions: { rules: { type: "object", additionalProperties: false, properties } },
    ...configSchema({ $ref: "#/definitions/rules", description: "Severity and options of single rules" }),
  };
}
