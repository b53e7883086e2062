import { type BlockContent, type Blocks, BlockValue } from "../modules/block-value.ts";
import { PlainContent } from "../values/plain-content.ts";
import { dataOf } from "../values/queries.ts";
import type { Place, Value } from "../values/value.ts";
import { fathom } from "./fathom.ts";
import {
  elementsOfPlanned,
  isDataList,
  isDataObject,
  isSameData,
  isUnsaid,
  type Planned,
  partOf,
  plannedValue,
} from "./planned.ts";
import { settle } from "./settle.ts";

/**
 * Which takes precedence where both have a value: the configuration, or the plan if its configuration is not available.
 */
export type Authority = "configuration" | "plan";

/** A block of the configuration with values from a plan. Its arguments are those that are written. */
export class PlannedContent implements BlockContent {
  private readonly written: BlockContent;
  private readonly planned: Planned;
  private readonly authority: Authority;

  constructor(written: BlockContent, planned: Planned, authority: Authority) {
    this.written = written;
    this.planned = planned;
    this.authority = authority;
  }

  get argumentNames(): readonly string[] {
    return this.written.argumentNames;
  }

  get blockTypes(): readonly string[] {
    return [...new Set([...this.written.blockTypes, ...this.unwrittenBlockTypes()])];
  }

  evaluate(name: string): Value | undefined {
    const value = this.written.evaluate(name);
    // write-only arguments are null in every plan
    if (value === undefined || name.endsWith("_wo")) return value;
    return this.complete(value, partOf(this.planned, name));
  }

  computed(name: string, at: Place): Value | undefined {
    const planned = partOf(this.planned, name);
    return isUnsaid(planned) ? undefined : { ...plannedValue(planned, { place: this.header }), place: at };
  }

  blocks(type: string): Blocks {
    const written = this.written.blocks(type);
    const planned = partOf(this.planned, type);
    const elements = elementsOfPlanned(planned);
    // a plan does not contain `lifecycle`
    if (!elements) return this.authority === "plan" && isUnsaid(planned) ? { ...written, complete: false } : written;
    const left = [...written.blocks];
    const blocks = elements.map((element, i) => {
      const block = takeFitting(left, element, written.blocks[i]);
      return new BlockValue(block ? new PlannedContent(block.content, element, this.authority) : this.plain(element));
    });
    return { blocks, complete: true };
  }

  get header(): Place {
    return this.written.header;
  }

  get whole(): Place {
    return this.written.whole;
  }

  argumentPlace(name: string): { readonly name: Place; readonly value: Place } | undefined {
    return this.written.argumentPlace(name);
  }

  private complete(value: Value, planned: Planned): Value {
    return this.authority === "configuration" ? settle(value, planned) : fathom(value, planned);
  }

  private plain(element: Planned): BlockContent {
    const value = plannedValue(element, { place: this.header });
    if (value.kind !== "object") return this.written;
    const entries = [...value.entries].filter(([, entry]) => entry.kind !== "null");
    return new PlainContent({ ...value, entries: new Map(entries) });
  }

  /** The types of blocks made by dynamic blocks, which a plan's configuration leaves out. */
  private unwrittenBlockTypes(): string[] {
    const { after } = this.planned;
    if (this.authority === "configuration" || !isDataObject(after)) return [];
    const isBlocks = (name: string) => {
      const value = after[name];
      return isDataList(value) && value.length > 0 && value.every(isDataObject);
    };
    return Object.keys(after).filter((name) => isBlocks(name) && !this.written.argumentPlace(name));
  }
}

/**
 * Removes from `blocks` the one that a planned block corresponds to: that at the same position, or the only one that
 * matches.
 */
function takeFitting(
  blocks: BlockValue[],
  planned: Planned,
  preferred: BlockValue | undefined,
): BlockValue | undefined {
  const fitting = blocks.filter((block) => fits(block, planned));
  const only = fitting.length === 1 ? fitting[0] : undefined;
  const found = preferred && fitting.includes(preferred) ? preferred : only;
  // a block that may stand for several is kept for the next
  if (found?.isCertain) blocks.splice(blocks.indexOf(found), 1);
  return found;
}

function fits(block: BlockValue, planned: Planned): boolean {
  return block.argumentNames.every((name) => {
    const part = partOf(planned, name);
    const data = dataOf(block.value(name));
    return data === undefined || part.unknown === true || isUnsaid(part) || isSameData(data, part.after);
  });
}
