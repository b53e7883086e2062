import type { BlockValue } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { setInBlock } from "./blocks.ts";
import { addNames } from "./elements.ts";

/** Makes Terraform ignore changes of a resource's arguments. */
export function ignoreChanges(body: BlockValue, names: readonly string[]): Edit | undefined {
  const [lifecycle] = body.blocks("lifecycle");
  return lifecycle?.isWritten("ignore_changes")
    ? addNames(lifecycle.value("ignore_changes"), names)
    : setInBlock(body, "lifecycle", "ignore_changes", `[${names.join(", ")}]`);
}
