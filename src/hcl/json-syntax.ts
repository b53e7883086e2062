import {
  type BlockShape,
  configurationBlocks,
  inLabelled,
  type NestedBlocks,
  type ProviderBlocks,
  providedBlock,
} from "./json-blocks.ts";
import { JsonExpressions, type StringMeaning } from "./json-expressions.ts";
import { type JsonMember, type JsonNode, JsonReader } from "./json-reader.ts";
import { listedErrors } from "./listed-errors.ts";
import { ParseFailure } from "./scanner.ts";
import type { SourceFile, Span } from "./source.ts";
import type { Attribute, Block, Body, Comment, ParsedFile, SyntaxError as Problem } from "./syntax.ts";

type Item = Attribute | Block;

/**
 * Reads a JSON configuration (`.tf.json`) into the tree of the native syntax. Only a schema distinguishes blocks from
 * arguments there: Terraform's own blocks become blocks, and so do those that `ofProvider` knows; everything else in a
 * provider's block stays an argument, whose object or list of objects is treated as blocks if blocks are asked for. A
 * member named `//` is a comment.
 */
export function parseJsonSyntax(file: SourceFile, ofProvider: ProviderBlocks = () => undefined): ParsedFile {
  return new JsonFile(file.text, "template", ofProvider).parse(configurationBlocks);
}

/**
 * Reads a JSON file of variable values (`.tfvars.json`): every member is an argument, and its strings are not
 * templates.
 */
export function parseJsonVariables(file: SourceFile): ParsedFile {
  return new JsonFile(file.text, "text", () => undefined).parse(new Map());
}

class JsonFile {
  private readonly text: string;
  private readonly errors: Problem[] = [];
  private readonly comments: Comment[] = [];
  private readonly expressions: JsonExpressions;
  private readonly strings: StringMeaning;
  private readonly ofProvider: ProviderBlocks;

  constructor(text: string, strings: StringMeaning, ofProvider: ProviderBlocks) {
    this.text = text;
    this.strings = strings;
    this.ofProvider = ofProvider;
    this.expressions = new JsonExpressions(text, this.errors);
  }

  parse(blocks: ReadonlyMap<string, BlockShape>): ParsedFile {
    const members: JsonMember[] = [];
    try {
      const reader = new JsonReader(this.text, this.text.charCodeAt(0) === 0xfeff ? 1 : 0);
      reader.readRoot(members, { mayBeList: this.strings === "template" });
    } catch (failure) {
      if (!(failure instanceof ParseFailure)) throw failure;
      this.errors.push(failure.problem);
    }
    const body = this.toBody(members, { labels: 0, blocks }, 0, this.text.length);
    return { body, comments: this.comments, errors: listedErrors(this.errors) };
  }

  private toBody(members: readonly JsonMember[], own: BlockShape, start: number, end: number): Body {
    const items: Item[] = [];
    for (const { key, value } of members) {
      const shape = own.blocks.get(key.text) ?? providedShape(key.text, value, own);
      const header = { type: key.text, typeSpan: spanOf(key), labels: [], around: own.provided, start: key.start };
      if (key.text === "//") this.addComment(value);
      else if (shape) {
        if (shape.labels > 0) this.expectName(key.text, value);
        this.addBlocks(items, { ...header, shape }, value);
      } else {
        const strings = own.strings?.get(key.text) ?? this.strings;
        const expression = this.expressions.toExpression(value, strings);
        items.push({
          kind: "attribute",
          name: key.text,
          nameSpan: spanOf(key),
          expression,
          start: key.start,
          end: value.end,
        });
      }
    }
    return { kind: "body", items, start, end };
  }

  private addBlocks(items: Item[], header: BlockHeader, value: JsonNode): void {
    const { type, typeSpan, shape, labels, start } = header;
    if (value.kind === "array") {
      for (const element of value.elements) this.addBlocks(items, { ...header, start: element.start }, element);
    } else if (value.kind !== "object") {
      if (value.kind === "literal" && value.value === null) return;
      const message = `Expected an object or a list of objects here, for ${type}`;
      this.errors.push({ message, start: value.start, end: value.end });
    } else if (labels.length < shape.labels) {
      for (const { key, value: inside } of value.members) {
        if (key.text === "//") this.addComment(inside);
        else {
          const label = { value: key.text, quoted: true, start: key.start, end: key.end };
          if (labels.length + 1 < shape.labels) this.expectName(type, inside);
          this.addBlocks(items, { ...header, labels: [...labels, label], start: key.start }, inside);
        }
      }
    } else {
      const inside = inLabelled(header, header.around, this.ofProvider);
      const body = this.toBody(value.members, inside, value.start + 1, value.end - 1);
      items.push({ kind: "block", type, typeSpan, labels, body, start, end: value.end });
    }
  }

  /** Reports that an object whose members are names of blocks, or a list of such objects, has no member. */
  private expectName(type: string, value: JsonNode): void {
    if (mayHoldNames(value)) return;
    const message = `Expected at least one name here, for ${type}`;
    this.errors.push({ message, start: value.start, end: value.end });
  }

  private addComment({ start, end, ...node }: JsonNode): void {
    if (node.kind === "string") this.comments.push({ style: "//", text: node.text, start, end });
  }
}

/** The part of a block before its body. */
interface BlockHeader extends Pick<Block, "type" | "typeSpan" | "labels"> {
  readonly shape: BlockShape;
  /** What the provider defines where the block is. */
  readonly around: NestedBlocks | undefined;
  /** Where the block starts if it is the only one here: at its last label, or its type. */
  readonly start: number;
}

/** Whether a value has a member, or is none that could have one. */
function mayHoldNames(value: JsonNode): boolean {
  if (value.kind === "array") return value.elements.some(mayHoldNames);
  return value.kind === "object" ? value.members.length > 0 : value.kind !== "literal" || value.value !== null;
}

/** The shape of a block that the provider defines; rules report where it is written otherwise. */
function providedShape(name: string, value: JsonNode, { provided }: BlockShape): BlockShape | undefined {
  const inside = isBlocks(value) ? provided?.inside(name) : undefined;
  return inside && providedBlock(inside);
}

function isBlocks(value: JsonNode): boolean {
  return value.kind === "object" || (value.kind === "array" && value.elements.every(isBlocks));
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
