import { FragmentParser } from "./fragment-parser.ts";
import type { JsonMember, JsonNode, JsonString } from "./json-reader.ts";
import type { Span } from "./source.ts";
import type { Expression, SyntaxError as Problem, TemplateExpression, TemplatePart } from "./syntax.ts";

/** Turns JSON values into expressions. In a configuration every string is a template; in a file of variables none is. */
export class JsonExpressions {
  private readonly text: string;
  private readonly strings: "templates" | "plain";
  private readonly errors: Problem[];

  constructor(text: string, strings: "templates" | "plain", errors: Problem[]) {
    this.text = text;
    this.strings = strings;
    this.errors = errors;
  }

  toExpression(node: JsonNode): Expression {
    const { start, end } = node;
    switch (node.kind) {
      case "string":
        return this.toTemplate(node);
      case "literal":
        return { kind: "literal", value: node.value, start, end };
      case "array":
        return { kind: "tuple", elements: node.elements.map((element) => this.toExpression(element)), start, end };
      case "object":
        return { kind: "object", items: node.members.map((member) => this.toItem(member)), start, end };
    }
  }

  private toItem({ key, value }: JsonMember) {
    const template = this.toTemplate(key);
    const isPlain = template.parts.every((part) => part.kind === "text");
    const name = isPlain ? key.text : undefined;
    return { key: template, name, value: this.toExpression(value), start: key.start, end: value.end };
  }

  private toTemplate(node: JsonString): TemplateExpression {
    const { start, end } = node;
    return { kind: "template", heredoc: false, parts: this.toParts(node), start, end };
  }

  private toParts({ text, start, end }: JsonString): readonly TemplatePart[] {
    if (text === "") return [];
    const inside = { start: start + 1, end: end - 1 };
    const isPlain = this.strings === "plain" || !(text.includes("${") || text.includes("%{"));
    if (isPlain) return [{ kind: "text", value: text, ...inside }];
    if (text.length === inside.end - inside.start) return this.parse(this.text, inside);
    const offsets = decodedOffsets(this.text, inside);
    const before = this.errors.length;
    const parts = relocate(this.parse(text, { start: 0, end: text.length }), offsets);
    this.errors.push(...relocate(this.errors.splice(before), offsets));
    return parts;
  }

  private parse(text: string, { start, end }: Span): readonly TemplatePart[] {
    const template = new FragmentParser(text, start, end).parseTemplate();
    if (template.kind === "read") return template.node;
    this.errors.push(template.problem);
    return [];
  }
}

/** For every unit of the decoded string, and for its end, where it stands in the source. */
function decodedOffsets(text: string, { start, end }: Span): readonly number[] {
  const offsets: number[] = [];
  for (let at = start; at < end; ) {
    offsets.push(at);
    at += text[at] !== "\\" ? 1 : text[at + 1] === "u" ? 6 : 2;
  }
  offsets.push(end);
  return offsets;
}

/** The same tree with every place looked up in `offsets`. */
function relocate<Tree>(tree: Tree, offsets: readonly number[]): Tree {
  if (Array.isArray(tree)) return tree.map((element) => relocate(element, offsets)) as Tree;
  if (typeof tree !== "object" || tree === null) return tree;
  const moved = Object.entries(tree).map(([name, value]) => {
    const isPlace = name === "start" || name === "end";
    return [name, isPlace && typeof value === "number" ? offsets[value] : relocate(value, offsets)];
  });
  return Object.fromEntries(moved) as Tree;
}
