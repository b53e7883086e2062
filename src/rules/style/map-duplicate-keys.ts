import type { Expression } from "../../hcl/index.ts";
import { placeOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { expressionsOfKind, nativeFiles } from "../shared/declarations/native-files.ts";
import { removeEntry } from "../shared/edits/elements.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

export default defineRule({
  summary: "A map has the same key twice",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["terraform_map_duplicate_keys"] },
  source: "Terraform language, Types and Values: maps (2026-11)",
  why: "Terraform silently uses the last value: a setting that is written in the configuration has no effect.",
  bad: `locals {
  environment = {
    LOG_LEVEL = "INFO"
    STAGE     = "production"
    LOG_LEVEL = "DEBUG"
  }
}`,
  good: `locals {
  environment = {
    LOG_LEVEL = "DEBUG"
    STAGE     = "production"
  }
}`,
  check({ stack }) {
    return nativeFiles(stack).flatMap((file) =>
      expressionsOfKind(file, "object").flatMap(({ items }) => {
        const first = new Map<string, (typeof items)[number]>();
        return items.flatMap((item): RuleFinding[] => {
          const name = item.name ?? literalKey(item.key);
          if (name === undefined) return [];
          const earlier = first.get(name);
          if (!earlier) {
            first.set(name, item);
            return [];
          }
          return [
            {
              at: placeOf(item.key, file.source),
              message: `The key ${name} is given twice, and this value replaces the first`,
              help: "Remove one of the two",
              suggestions: suggestionOf(
                "Remove the first, which has no effect",
                removeEntry(placeOf(earlier.key, file.source), placeOf(earlier.value, file.source)),
              ),
              related: [{ at: placeOf(earlier.key, file.source), message: "The first one" }],
            },
          ];
        });
      }),
    );
  },
});

/** A number as a key is a string; a key in parentheses may be a literal too. */
function literalKey(key: Expression): string | undefined {
  if (key.kind === "parentheses") return literalKey(key.inner);
  if (key.kind === "literal") return String(key.value);
  const [part, ...more] = key.kind === "template" ? key.parts : [];
  return part?.kind === "text" && more.length === 0 ? part.value : undefined;
}
