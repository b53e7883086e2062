import { distinctDirectories, placeOf, requiredVersion } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

/** What Terraform 0.11 took in quotes, and what says the same now. */
const UNQUOTED: ReadonlyMap<string, string> = new Map([
  ["string", "string"],
  ["list", "list(string)"],
  ["map", "map(string)"],
]);
const FIRST_WITHOUT = [0, 15];

export default defineRule({
  summary: "The type of a variable is in quotes",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform 1.11, which refuses it: Invalid quoted type constraints (2026-11)",
  why: "Terraform 0.11 wrote types so. Since 0.15 it stops there, before it reads anything else.",
  bad: `variable "tags" {
  type = "map"
}`,
  good: `variable "tags" {
  type = map(string)
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) => {
      if (requiredVersion(module)?.allowsFrom(FIRST_WITHOUT) === false) return [];
      return [...module.declared.variables.values()].flatMap(({ attributes }) => {
        const type = attributes.get("type");
        const expression = type?.node.expression;
        if (!type || expression?.kind !== "template" || type.file.path.endsWith(".json")) return [];
        const [only, ...others] = expression.parts;
        const unquoted = only?.kind === "text" && others.length === 0 ? UNQUOTED.get(only.value) : undefined;
        if (!unquoted) return [];
        const at = placeOf(expression, type.file);
        return [
          {
            at,
            message: "Terraform takes no type in quotes since 0.15",
            help: `Write ${unquoted}${unquoted === "string" ? "" : ", or what else it holds"}`,
            // what a list or map holds, the old form does not say
            fix:
              unquoted === "string" ? { title: "Write string", edits: [{ place: at, newText: "string" }] } : undefined,
          },
        ];
      });
    });
  },
});
