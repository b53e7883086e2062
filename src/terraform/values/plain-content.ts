import { type BlockContent, type Blocks, BlockValue } from "../modules/block-value.ts";
import type { ObjectValue, Place, Value } from "./value.ts";

/** A block whose arguments are the keys of an object, from a plan or in JSON syntax. */
export class PlainContent implements BlockContent {
  private readonly object: ObjectValue;

  constructor(content: ObjectValue) {
    this.object = content;
  }

  get argumentNames(): readonly string[] {
    return [...this.object.entries.keys()];
  }

  get blockTypes(): readonly string[] {
    return [...this.object.entries].filter(([, value]) => isBlocks(value)).map(([name]) => name);
  }

  evaluate(name: string): Value | undefined {
    return this.object.entries.get(name) ?? (this.object.open ? this.object.rest : undefined);
  }

  blocks(type: string): Blocks {
    const { blocks, complete } = this.plainBlocks(type);
    return { blocks, complete: complete && !this.mayMake(type) };
  }

  /** Whether a dynamic block in JSON syntax may add blocks of a type; its content is not evaluated. */
  private mayMake(type: string): boolean {
    const dynamic = this.object.entries.get("dynamic");
    const all = dynamic?.kind === "list" ? dynamic.elements : dynamic ? [dynamic] : [];
    return all.some((one) => one.kind === "object" && one.entries.has(type));
  }

  private plainBlocks(type: string): Blocks {
    const value = this.object.entries.get(type);
    if (!value || value.kind === "null") return { blocks: [], complete: !this.object.open };
    if (value.kind === "object") return { blocks: [new BlockValue(new PlainContent(value))], complete: true };
    if (value.kind !== "list") return { blocks: [], complete: false };
    const blocks = value.elements.flatMap((element) =>
      element.kind === "object" ? [new BlockValue(new PlainContent(element))] : [],
    );
    return { blocks, complete: !value.open };
  }

  get header(): Place {
    return this.object.place;
  }

  get whole(): Place {
    return this.object.place;
  }

  argumentPlace(name: string): { name: Place; value: Place } | undefined {
    const value = this.object.entries.get(name);
    return value && { name: this.object.keyPlaces?.get(name) ?? value.place, value: value.place };
  }
}

function isBlocks(value: Value): boolean {
  return (
    value.kind === "list" && value.elements.length > 0 && value.elements.every((element) => element.kind === "object")
  );
}
