import path from "node:path";
import { parseHcl, SourceFile } from "../hcl/index.ts";

/**
 * Whether two texts that were added at the same place consist of whole blocks, arguments or values, with none in both:
 * then both can be kept.
 */
export function areOtherBlocks(file: string): (one: string, other: string) => boolean {
  if (![".tf", ".tfvars", ".hcl"].includes(path.posix.extname(file))) return () => false;
  return (one, other) => {
    const [names, others] = [itemNames(one), itemNames(other)];
    return names.length > 0 && others.length > 0 && !names.some((name) => others.includes(name));
  };
}

/** The names of the arguments and the headers of the blocks that a text consists of; empty if it does not parse. */
function itemNames(text: string): readonly string[] {
  const { body, errors } = parseHcl(new SourceFile("", text));
  if (errors.length > 0) return [];
  return body.items.map((item) =>
    item.kind === "attribute" ? item.name : [item.type, ...item.labels.map(({ value }) => value)].join(" "),
  );
}
