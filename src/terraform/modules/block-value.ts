import { booleanOf, isSet, numberOf, type Presence, stringOf } from "../values/queries.ts";
import type { Place, Value } from "../values/value.ts";

/** The nested blocks of one type, and whether a dynamic block may add more. */
export interface Blocks {
  readonly blocks: readonly BlockValue[];
  readonly complete: boolean;
}

/** The source of a block's arguments: the configuration, or a plan. */
export interface BlockContent {
  /** Names of the arguments that are written, in source order. */
  readonly argumentNames: readonly string[];
  readonly blockTypes: readonly string[];
  /** The value of an argument that is written; undefined for others. */
  evaluate(name: string): Value | undefined;
  blocks(type: string): Blocks;
  /**
   * The value of an attribute that is not written, for a reference at a place, from a plan or as far as it can be
   * derived.
   */
  computed?(name: string, at: Place): Value | undefined;
  /** The block's type and labels. */
  readonly header: Place;
  /** The whole block, from its type to its closing brace. */
  readonly whole: Place;
  /** Where an argument's name and value are written in this block. */
  argumentPlace(name: string): { readonly name: Place; readonly value: Place } | undefined;
  /** What the dynamic blocks around it iterate over. */
  readonly loops?: readonly Place[];
  /** Where to say that a block is missing, if that is not just the header. */
  missingPlace?(type: string): Place | undefined;
}

/** A block whose arguments can be asked for: a resource's body, or a nested block. */
export class BlockValue {
  readonly content: BlockContent;
  private values: Map<string, Value> | undefined;
  private nested: Map<string, Blocks> | undefined;
  /** False if the block may not exist: a dynamic block over an unknown collection. */
  readonly isCertain: boolean;

  constructor(content: BlockContent, isCertain = true) {
    this.content = content;
    this.isCertain = isCertain;
  }

  /** The value of an argument; null if it is not written. */
  value(name: string): Value {
    const cached = this.values?.get(name);
    if (cached) return cached;
    const value = this.content.evaluate(name) ?? { kind: "null", place: this.content.header };
    this.values ??= new Map();
    this.values.set(name, value);
    return value;
  }

  /** The value that the provider gives an attribute that is not written, if known. */
  computed(name: string, at: Place): Value | undefined {
    return this.content.computed?.(name, at);
  }

  /** Whether an argument has a value: "no" if it is not written or null, "unknown" if it may be null. */
  isSet(name: string): Presence {
    return isSet(this.value(name));
  }

  /** The value of a string argument; undefined unless known. */
  string(name: string): string | undefined {
    return stringOf(this.value(name));
  }

  /** The number in an argument; undefined unless known. */
  number(name: string): number | undefined {
    return numberOf(this.value(name));
  }

  /** The boolean in an argument; undefined unless known. */
  boolean(name: string): boolean | undefined {
    return booleanOf(this.value(name));
  }

  /** The nested blocks of a type, with dynamic blocks expanded. */
  blocks(type: string): readonly BlockValue[] {
    return this.nestedBlocks(type).blocks;
  }

  /** The first nested block of a type. */
  block(type: string): BlockValue | undefined {
    return this.blocks(type)[0];
  }

  /** Whether there is a nested block of a type. */
  hasBlock(type: string): Presence {
    const { blocks, complete } = this.nestedBlocks(type);
    if (blocks.some((block) => block.isCertain)) return "yes";
    return blocks.length === 0 && complete ? "no" : "unknown";
  }

  /** Whether all nested blocks of a type are known, and certain to exist. */
  knowsAllBlocks(type: string): boolean {
    const { blocks, complete } = this.nestedBlocks(type);
    return complete && blocks.every((block) => block.isCertain);
  }

  /** The names of the arguments that are written. */
  get argumentNames(): readonly string[] {
    return this.content.argumentNames;
  }

  /** The types of the blocks that are written. */
  get blockTypes(): readonly string[] {
    return this.content.blockTypes;
  }

  /** Whether the argument is written, whatever its value. */
  isWritten(name: string): boolean {
    return this.content.argumentPlace(name) !== undefined;
  }

  /** The best place for a finding on an argument or block: its value, or this block's header if it is not written. */
  place(name?: string): Place {
    const { header } = this.content;
    if (name === undefined) return header;
    return this.content.argumentPlace(name)?.value ?? this.content.missingPlace?.(name) ?? header;
  }

  /** Where an argument's name is written. */
  namePlace(name: string): Place {
    return this.content.argumentPlace(name)?.name ?? this.content.header;
  }

  /** The whole block, from its type to its closing brace. */
  get whole(): Place {
    return this.content.whole;
  }

  private nestedBlocks(type: string): Blocks {
    const cached = this.nested?.get(type);
    if (cached) return cached;
    const blocks = this.content.blocks(type);
    this.nested ??= new Map();
    this.nested.set(type, blocks);
    return blocks;
  }
}
