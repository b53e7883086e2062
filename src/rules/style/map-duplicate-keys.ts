import { placeOf } from "../../terraform/index.ts";
import { expressionsOfKind, nativeFiles } from "../native-files.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

export default defineRule({
  summary: "A map has the same key twice",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["terraform_map_duplicate_keys"] },
  source: "Terraform language, Types and Values: maps (2026-11)",
  why: "Terraform takes the last value and says nothing of the others: a setting that stands in the configuration has no effect.",
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
          if (item.name === undefined) return [];
          const earlier = first.get(item.name);
          if (!earlier) {
            first.set(item.name, item);
            return [];
          }
          return [
            {
              at: placeOf(item.key, file.source),
              message: `The key ${item.name} is there twice, and this value replaces the first`,
              help: "Take one of the two out",
              related: [{ at: placeOf(earlier.key, file.source), message: "The first one" }],
            },
          ];
        });
      }),
    );
  },
});
