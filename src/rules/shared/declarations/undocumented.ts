import type { Stack } from "../../../lambda/index.ts";
import { distinctDirectories, type MergedBlock, type Module } from "../../../terraform/index.ts";
import type { RuleFinding } from "../../rule.ts";
import { headerPlace } from "./module-place.ts";

/** The variables, or the outputs, with no description or an empty one. */
export function undocumented(stack: Stack, kind: "variable" | "output"): readonly RuleFinding[] {
  return distinctDirectories(stack.modules).flatMap((module) =>
    [...(kind === "variable" ? module.declared.variables : module.declared.outputs)]
      .filter(([, block]) => !hasDescription(block, module))
      .map(([name, block]) => ({
        at: headerPlace(block),
        message: `The ${kind} ${name} has no description`,
        help: "Set description to one sentence that says what it is",
      })),
  );
}

function hasDescription(block: MergedBlock, module: Module): boolean {
  return block.attributes.has("description") && module.blockValue(block).string("description")?.trim() !== "";
}
