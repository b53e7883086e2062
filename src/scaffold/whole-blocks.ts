import path from "node:path";
import { type Block, parseHcl, SourceFile } from "../hcl/index.ts";

/** Whether two texts that were added at the same place consist of blocks, with none in both: then both can be kept. */
export function areOtherBlocks(file: string): (one: string, other: string) => boolean {
  if (![".tf", ".hcl"].includes(path.posix.extname(file))) return () => false;
  return (one, other) => {
    const [names, others] = [blockNames(one), blockNames(other)];
    return names.length > 0 && others.length > 0 && !names.some((name) => others.includes(name));
  };
}

/** The headers of the blocks that a text consists of; empty if it contains anything else. */
function blockNames(text: string): readonly string[] {
  const { body, errors } = parseHcl(new SourceFile("", text));
  const blocks = body.items.filter((item): item is Block => item.kind === "block");
  if (errors.length > 0 || blocks.length < body.items.length) return [];
  return blocks.map(({ type, labels }) => [type, ...labels.map(({ value }) => value)].join(" "));
}
