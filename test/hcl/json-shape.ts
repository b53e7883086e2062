import { decimalText } from "../../src/hcl/decimal.ts";
import type { Json } from "../../src/hcl/hcl2json.ts";
import type { SourceFile, Span } from "../../src/hcl/source.ts";
import type { Block, Body, Expression, ParsedFile, TemplateExpression, TemplatePart } from "../../src/hcl/syntax.ts";

/**
 * Converts a tree of native syntax to exactly the JSON that hcl2json produces: blocks become lists under their type and
 * labels, literals stay literals, and anything else becomes its source in `${ }`. Throws, as hcl2json does, if blocks
 * of one type have different numbers of labels.
 */
export function toJsonShape(parsed: ParsedFile, file: SourceFile): Json {
  return new JsonShape(file).body(parsed.body);
}

type BlockTree = Map<string, BlockTree | Json[]>;

class JsonShape {
  private readonly file: SourceFile;

  constructor(file: SourceFile) {
    this.file = file;
  }

  body(body: Body): Json {
    const blocks: BlockTree = new Map();
    const members = new Map<string, Json>();
    for (const item of body.items) if (item.kind === "block") this.addBlock(blocks, item);
    for (const [name, tree] of blocks) members.set(name, fromTree(tree));
    for (const item of body.items)
      if (item.kind === "attribute") members.set(item.name, this.expression(item.expression));
    return Object.fromEntries(members);
  }

  private addBlock(blocks: BlockTree, block: Block): void {
    let tree = blocks;
    let name = block.type;
    for (const label of block.labels) {
      const inner = tree.get(name) ?? new Map();
      if (Array.isArray(inner)) throw new Error(`Blocks of type ${block.type} have different numbers of labels`);
      tree.set(name, inner);
      tree = inner;
      name = label.value;
    }
    const list = tree.get(name) ?? [];
    if (!Array.isArray(list)) throw new Error(`Blocks of type ${block.type} have different numbers of labels`);
    list.push(this.body(block.body));
    tree.set(name, list);
  }

  private expression(expression: Expression): Json {
    switch (expression.kind) {
      case "literal":
        return expression.value;
      case "unary": {
        const { operand, operator } = expression;
        if (operand.kind !== "literal") return this.wrapped(expression);
        return operator === "!" ? !operand.value : -Number(operand.value);
      }
      case "template": {
        const only = onlyInterpolation(expression);
        return only ? this.expression(only) : this.parts(expression.parts);
      }
      case "tuple":
        return expression.elements.map((element) => this.expression(element));
      case "object":
        return Object.fromEntries(expression.items.map(({ key, value }) => [this.key(key), this.expression(value)]));
      default:
        return this.wrapped(expression);
    }
  }

  private key(key: Expression): string {
    return isTraversal(key) ? this.file.slice(key) : this.text(key);
  }

  /** The text of an expression as a part of a template. */
  private text(expression: Expression): string {
    switch (expression.kind) {
      case "literal":
        return typeof expression.value === "number"
          ? decimalText(this.file.slice(expression))
          : String(expression.value);
      case "template": {
        const only = onlyInterpolation(expression);
        return only ? this.text(only) : this.parts(expression.parts);
      }
      case "conditional":
        return this.choice(expression.condition, this.text(expression.then), this.text(expression.otherwise));
      default:
        return this.wrapped(expression);
    }
  }

  private parts(parts: readonly TemplatePart[]): string {
    let all = "";
    let literal = "";
    for (const part of parts) {
      if (part.kind === "text") literal += part.value;
      else {
        all += escaped(literal) + this.part(part);
        literal = "";
      }
    }
    return all + escaped(literal);
  }

  private part(part: Exclude<TemplatePart, { kind: "text" }>): string {
    switch (part.kind) {
      case "interpolation":
        return this.text(part.expression);
      case "if":
        return this.choice(part.condition, this.parts(part.then), this.parts(part.otherwise));
      case "for-directive": {
        const key = part.key === undefined ? "" : `${part.key}, `;
        const collection = this.file.slice(part.collection);
        return `%{for ${key}${part.value} in ${collection}}${this.parts(part.body)}%{endfor}`;
      }
    }
  }

  private choice(condition: Span, then: string, otherwise: string): string {
    const other = otherwise === "" ? "" : `%{else}${otherwise}`;
    return `%{if ${this.file.slice(condition)}}${then}${other}%{endif}`;
  }

  private wrapped(expression: Span): string {
    return `\${${this.file.slice(expression)}}`;
  }
}

function fromTree(tree: BlockTree | Json[]): Json {
  if (Array.isArray(tree)) return tree;
  return Object.fromEntries([...tree].map(([name, inner]) => [name, fromTree(inner)]));
}

function onlyInterpolation({ parts }: TemplateExpression): Expression | undefined {
  const [first] = parts;
  return parts.length === 1 && first?.kind === "interpolation" ? first.expression : undefined;
}

/** Text for a template: normalized like HCL's strings, and escaped where it looks like a template sequence. */
function escaped(text: string): string {
  return text.normalize("NFC").replace(/[$%](?=\{)/g, "$&$&");
}

/** Whether a key is a name followed by fixed steps, which hcl2json does not change. */
function isTraversal(key: Expression): boolean {
  switch (key.kind) {
    case "variable":
      return true;
    case "attribute-access":
      return isTraversal(key.object);
    case "index":
      return (
        isTraversal(key.object) && (key.key.kind === "literal" || (key.key.kind === "template" && isPlain(key.key)))
      );
    default:
      return false;
  }
}

function isPlain({ parts }: TemplateExpression): boolean {
  return parts.every((part) => part.kind === "text");
}
