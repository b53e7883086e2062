import type { Profile } from "../../rules/rule.ts";
import type { RuleLevel } from "../selection.ts";
import type { FailOn } from "../thresholds.ts";

/** Plain JSON data. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The content of a configuration file. */
export interface ConfigFile {
  readonly extends?: string | readonly string[];
  readonly profile?: Profile;
  readonly failOn?: FailOn;
  readonly ignore?: readonly string[];
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  readonly variables?: Readonly<Record<string, Json>>;
  readonly peerSuppressions?: boolean;
  readonly overrides?: readonly Override[];
}

/** Settings for files that match patterns. */
interface Override {
  readonly files: readonly string[];
  readonly profile?: Profile;
  readonly rules?: Readonly<Record<string, RuleSetting>>;
}

/** A level, or options with or without a level. */
export type RuleSetting = RuleLevel | ({ readonly severity?: RuleLevel } & { readonly [option: string]: Json });

const patterns = { type: "array", items: { type: "string", minLength: 1 } } as const;
/** The JSON Schema of a rule's level. */
export const levelSchema = { enum: ["error", "warning", "info", "off"] } as const;
const profileSchema = {
  enum: ["recommended", "strict", "all"],
  description: "Which rules: what nearly everyone would fix; what security and operations ask for as well; everything",
} as const;

/** The schema of a configuration file; `rules` is the schema for what rules may be set to. */
export function configSchema(rules: object): object {
  return {
    type: "object",
    additionalProperties: false,
    properties: {
      $schema: { type: "string" },
      extends: {
        description: "Configuration files that this one adds to, relative to it; later ones and this one win",
        anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }],
      },
      profile: profileSchema,
      failOn: { enum: ["error", "warning", "info", "never"], description: "The lowest severity that fails a run" },
      ignore: { ...patterns, description: "Files that are not reported on, as .gitignore writes patterns" },
      rules,
      variables: { type: "object", description: "Values of root modules' variables, as --var gives them" },
      peerSuppressions: {
        type: "boolean",
        description:
          "Whether comments that suppress other linters' rules suppress the same rules here; true by default",
      },
      overrides: {
        type: "array",
        description: "Settings for some files; later ones win",
        items: {
          type: "object",
          additionalProperties: false,
          required: ["files"],
          properties: {
            files: { ...patterns, minItems: 1, description: "As .gitignore writes patterns" },
            profile: profileSchema,
            rules,
          },
        },
      },
    },
  };
}
