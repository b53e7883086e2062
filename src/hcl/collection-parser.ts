import { Char, Token } from "./scanner.ts";
import type {
  Expression,
  ForExpression,
  FunctionCall,
  ObjectExpression,
  ObjectItem,
  TupleExpression,
} from "./syntax.ts";
import { TemplateParser } from "./template-parser.ts";

/** Reads what is in brackets: lists, objects, for expressions, and the arguments of calls. */
export abstract class CollectionParser extends TemplateParser {
  /** Called at `[`. */
  protected parseTuple(): TupleExpression | ForExpression {
    const start = this.start;
    const newlines = this.open();
    if (this.isKeyword("for")) return this.parseFor(start, Char.closeBracket, newlines);
    const elements: Expression[] = [];
    let height = 0;
    while (this.token !== Char.closeBracket) {
      this.failIfEnded(start);
      elements.push(this.parseExpression());
      if (this.height > height) height = this.height;
      if (this.token === Char.comma) this.advance();
      else if (this.token !== Char.closeBracket)
        this.failUnclosed(start, 'Expected "," or "]" here, after an element of a list');
    }
    const end = this.close(newlines, height);
    return { kind: "tuple", elements, start, end };
  }

  /** Called at `{`. */
  protected parseObject(): ObjectExpression | ForExpression {
    const start = this.start;
    const newlines = this.open();
    if (this.isKeyword("for")) return this.parseFor(start, Char.closeBrace, newlines);
    this.newlines = true;
    const items: ObjectItem[] = [];
    let height = 0;
    for (;;) {
      while (this.token === Char.newline) this.advance();
      if (this.token === Char.closeBrace) break;
      this.failIfEnded(start);
      items.push(this.parseObjectItem());
      if (this.height > height) height = this.height;
      if (this.token === Char.comma || this.token === Char.newline) this.advance();
      else if (this.token !== Char.closeBrace) {
        this.failUnclosed(start, 'Expected a new line, "," or "}" here, after an item of an object');
      }
    }
    const end = this.close(newlines, height);
    return { kind: "object", items, start, end };
  }

  private parseObjectItem(): ObjectItem {
    const start = this.start;
    const key = this.parseObjectKey();
    const keyHeight = this.height;
    if (this.token !== Char.equal && this.token !== Char.colon) {
      this.fail('Expected "=" here, after the key of an object (a key that is not a plain name is quoted)');
    }
    this.advance();
    const value = this.parseExpression();
    this.height = Math.max(keyHeight, this.height) + 1;
    return { key, name: literalName(key), value, start, end: value.end };
  }

  /** A bare name is a literal string; any other key is an expression. */
  private parseObjectKey(): Expression {
    const isName = this.token === Token.identifier;
    const { start, end } = this;
    const key = this.parseExpression();
    if (!isName || key.end !== end || key.start !== start) return key;
    const value = this.text.slice(start, end);
    return { kind: "template", heredoc: false, parts: [{ kind: "text", value, start, end }], start, end };
  }

  /** Called at `for`, inside the brackets. */
  private parseFor(start: number, close: number, newlines: boolean): ForExpression {
    this.advance();
    const names = this.parseForNames();
    const collection = this.parseExpression();
    let height = this.height;
    if (this.token !== Char.colon) this.fail('Expected ":" here, after the collection of a for expression');
    this.advance();
    let value = this.parseExpression();
    height = Math.max(height, this.height);
    let key: Expression | undefined;
    if (this.token === Token.fatArrow) {
      if (close === Char.closeBracket) this.fail('"=>" makes an object: put this for expression in { }, not in [ ]');
      this.advance();
      key = value;
      value = this.parseExpression();
      height = Math.max(height, this.height);
    } else if (close === Char.closeBrace) {
      this.fail('Expected "=>" here: for an object, a for expression needs KEY => VALUE');
    }
    const grouped = this.token === Token.ellipsis;
    if (grouped && !key) this.fail('"..." groups the values of an object; in a list it cannot stand');
    if (grouped) this.advance();
    const condition = this.parseForCondition();
    if (condition) height = Math.max(height, this.height);
    if (this.token !== close)
      this.fail(`Expected "${String.fromCharCode(close)}" here, at the end of a for expression`);
    const end = this.close(newlines, height);
    const { key: keyVariable, value: valueVariable } = names;
    return { kind: "for", keyVariable, valueVariable, collection, key, value, grouped, condition, start, end };
  }

  private parseForCondition(): Expression | undefined {
    if (!this.isKeyword("if")) return undefined;
    this.advance();
    return this.parseExpression();
  }

  /** Called after the name of a function, at `(` or `::`. */
  protected parseCall(start: number, nameEnd: number): FunctionCall {
    let name = this.text.slice(start, nameEnd);
    while (this.token === Token.doubleColon) {
      this.advance();
      if (this.token !== Token.identifier) this.fail('Expected the name of a function here, after "::"');
      name += `::${this.tokenText()}`;
      nameEnd = this.end;
      this.advance();
    }
    if (this.token !== Char.openParenthesis) this.fail(`Expected "(" here: ${name} can only be called as a function`);
    const opening = this.start;
    const newlines = this.open();
    const args: Expression[] = [];
    let height = 0;
    let expandLast = false;
    while (this.token !== Char.closeParenthesis) {
      this.failIfEnded(opening);
      args.push(this.parseExpression());
      if (this.height > height) height = this.height;
      if (this.token === Char.comma) this.advance();
      else if (this.token === Token.ellipsis) {
        expandLast = true;
        this.advance();
        if (this.token !== Char.closeParenthesis)
          this.fail('Expected ")" here: "..." can only follow the last argument');
      } else if (this.token !== Char.closeParenthesis) {
        this.failUnclosed(opening, `Expected "," or ")" here, after an argument of ${name}`);
      }
    }
    const end = this.close(newlines, height);
    return { kind: "call", name, nameSpan: { start, end: nameEnd }, args, expandLast, start, end };
  }

  /** Moves past an opening bracket; returns whether line ends were tokens before, for `close` to restore. */
  protected open(): boolean {
    this.enter();
    const { newlines } = this;
    this.newlines = false;
    this.advance();
    return newlines;
  }

  /** Moves past a closing bracket, and returns its end. `height`: nesting levels of the content. */
  protected close(newlines: boolean, height: number): number {
    const { end } = this;
    this.depth--;
    this.height = height + 1;
    this.newlines = newlines;
    this.advance();
    return end;
  }

  /** `open`: the position of the bracket that is not closed when the text ends. */
  protected failIfEnded(open: number): void {
    if (this.token === Token.end) this.fail(`This "${this.text[open]}" is never closed`, open, open + 1);
  }

  protected failUnclosed(open: number, message: string): never {
    this.failIfEnded(open);
    return this.fail(message);
  }
}

/** The text of a key that is a plain quoted string or a bare name. */
function literalName(key: Expression): string | undefined {
  if (key.kind !== "template" || key.heredoc) return undefined;
  if (key.parts.length === 0) return "";
  const [first] = key.parts;
  return key.parts.length === 1 && first?.kind === "text" ? first.value : undefined;
}
