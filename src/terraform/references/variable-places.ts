import { grouped } from "../../grouped.ts";
import type { Block, SourceFile } from "../../hcl/index.ts";
import { oncePer } from "../../once-per.ts";
import type { MergedBlock } from "../files/declarations.ts";
import type { Module } from "../modules/module.ts";
import type { Place } from "../values/value.ts";

/** Whether a place is in a variable of a module: what is written there is a default, which a caller may change. */
export function isInVariable(place: Place, { declared }: Module): boolean {
  const blocks = variableBlocks(declared.variables).get(place.file) ?? [];
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.start ?? 0) <= place.start) low = middle + 1;
    else high = middle;
  }
  const last = blocks[low - 1];
  return last !== undefined && place.end <= last.end;
}

/** The blocks in each file, in source order. */
const variableBlocks = oncePer(
  (variables: ReadonlyMap<string, MergedBlock>): ReadonlyMap<SourceFile, readonly Block[]> => {
    const declared = [...variables.values()].map((variable) => variable.declared);
    const byFile = grouped(
      declared.sort((a, b) => a.node.start - b.node.start),
      ({ file }) => [file],
    );
    return new Map([...byFile].map(([file, blocks]) => [file, blocks.map(({ node }) => node)]));
  },
);
