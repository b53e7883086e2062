import { type Fragment, FragmentParser } from "./fragment-parser.ts";
import type { JsonMember, JsonNode, JsonString } from "./json-reader.ts";
import type { Span } from "./source.ts";
import type { Expression, SyntaxError as Problem, TemplateExpression, TemplatePart } from "./syntax.ts";
import { withPlaces } from "./with-places.ts";

/**
 * How the strings of a value are read: as templates, in most arguments; as plain text, where Terraform evaluates
 * nothing; or as expressions, where it expects references.
 */
export type StringMeaning = "template" | "text" | "expression";

/** Converts JSON values to expressions. */
export class JsonExpressions {
  private readonly text: string;
  private readonly errors: Problem[];

  constructor(text: string, errors: Problem[]) {
    this.text = text;
    this.errors = errors;
  }

  /** Converts a JSON value. `strings`: how its strings are read. */
  toExpression(node: JsonNode, strings: StringMeaning): Expression {
    const { start, end } = node;
    switch (node.kind) {
      case "string":
        return this.ofString(node, strings);
      case "literal":
        return { kind: "literal", value: node.value, start, end };
      case "array": {
        const elements = node.elements.map((element) => this.toExpression(element, strings));
        return { kind: "tuple", elements, start, end };
      }
      case "object":
        return { kind: "object", items: node.members.map((member) => this.toItem(member, strings)), start, end };
    }
  }

  private toItem({ key, value }: JsonMember, strings: StringMeaning) {
    const read = this.ofString(key, strings);
    // a bare name is a string, as in the native syntax
    const written = read.kind === "variable" ? this.toTemplate(key, strings) : read;
    const isPlain = written.kind === "template" && written.parts.every((part) => part.kind === "text");
    const name = isPlain ? key.text : undefined;
    return { key: written, name, value: this.toExpression(value, strings), start: key.start, end: value.end };
  }

  private ofString(node: JsonString, strings: StringMeaning): Expression {
    const written = strings === "expression" ? this.parse(node, (parser) => parser.parseSingleExpression()) : undefined;
    // Terraform, and so our rules, report keys that are no names
    if (written?.kind === "read") return written.node;
    const template = this.toTemplate(node, strings);
    const [only, ...others] = template.parts;
    // the JSON syntax has no other way to write an expression
    return only?.kind === "interpolation" && others.length === 0 ? only.expression : template;
  }

  private toTemplate(node: JsonString, strings: StringMeaning): TemplateExpression {
    const { start, end } = node;
    return { kind: "template", heredoc: false, parts: this.toParts(node, strings), start, end };
  }

  private toParts(node: JsonString, strings: StringMeaning): readonly TemplatePart[] {
    const { text, start, end } = node;
    if (text === "") return [];
    const isPlain = strings === "text" || !(text.includes("${") || text.includes("%{"));
    if (isPlain) return [{ kind: "text", value: text, start: start + 1, end: end - 1 }];
    const template = this.parse(node, (parser) => parser.parseTemplate());
    if (template.kind === "read") return template.node;
    this.errors.push(template.problem);
    return [];
  }

  /** Parses the content of a string, keeping places in the file. */
  private parse<Node>(
    { text, start, end }: JsonString,
    read: (parser: FragmentParser) => Fragment<Node>,
  ): Fragment<Node> {
    const inside = { start: start + 1, end: end - 1 };
    if (text.length === inside.end - inside.start) return read(new FragmentParser(this.text, inside.start, inside.end));
    const offsets = decodedOffsets(this.text, inside);
    return withPlaces(read(new FragmentParser(text, 0, text.length)), (_, offset) => offsets[offset] ?? inside.end);
  }
}

/** The offset in the source of every unit of the decoded string, and of its end. */
function decodedOffsets(text: string, { start, end }: Span): readonly number[] {
  const offsets: number[] = [];
  for (let at = start; at < end; ) {
    offsets.push(at);
    at += text[at] !== "\\" ? 1 : text[at + 1] === "u" ? 6 : 2;
  }
  offsets.push(end);
  return offsets;
}
