import { CollectionParser } from "./collection-parser.ts";
import { Char, Token } from "./scanner.ts";
import type { Span } from "./source.ts";
import type { BinaryOperator, Expression, VariableExpression } from "./syntax.ts";
import { maximumDepth } from "./template-parser.ts";

/** HCL accepts any 32-bit exponent in numbers. */
const greatestExponent = 2 ** 31 - 1;

/** The precedence of an operator, by token; 0 for other tokens. */
const precedence = new Uint8Array(Token.invalid + 1);
const levels: readonly (readonly number[])[] = [
  [Token.or],
  [Token.and],
  [Token.equal, Token.notEqual],
  [Char.less, Char.greater, Token.lessOrEqual, Token.greaterOrEqual],
  [Char.plus, Char.minus],
  [Char.star, Char.slash, Char.percent],
];
levels.forEach((tokens, index) => {
  for (const token of tokens) precedence[token] = index + 1;
});

/** Reads expressions: conditionals, operators, and access by `.name`, `[key]` and `[*]`. */
export class ExpressionParser extends CollectionParser {
  protected parseExpression(): Expression {
    this.enter();
    const condition = this.parseBinary(1);
    if (this.token !== Char.question) {
      this.depth--;
      return condition;
    }
    let { height } = this;
    this.advance();
    const then = this.parseExpression();
    height = Math.max(height, this.height);
    if (this.token !== Char.colon) this.fail('Expected ":" here: a conditional is CONDITION ? VALUE : VALUE');
    this.advance();
    const otherwise = this.parseExpression();
    this.raise(Math.max(height, this.height));
    this.depth--;
    return { kind: "conditional", condition, then, otherwise, start: condition.start, end: otherwise.end };
  }

  private parseBinary(minimum: number): Expression {
    let left = this.parseOperand();
    for (;;) {
      const level = precedence[this.token] ?? 0;
      if (level < minimum) return left;
      const { height } = this;
      const operator = this.tokenText() as BinaryOperator;
      this.advance();
      const right = this.parseBinary(level + 1);
      this.raise(Math.max(height, this.height));
      left = { kind: "binary", operator, left, right, start: left.start, end: right.end };
    }
  }

  /**
   * Says that a node stands above `height` levels. Chains of operators are deep without any bracket, so this is bounded
   * too.
   */
  private raise(height: number): void {
    this.height = height + 1;
    if (this.depth + this.height > maximumDepth) this.failTooDeep();
  }

  private parseOperand(): Expression {
    if (this.token === Char.minus || this.token === Char.not) {
      const { start } = this;
      const operator = this.token === Char.minus ? "-" : "!";
      this.enter();
      this.advance();
      const operand = this.parseOperand();
      this.depth--;
      this.height++;
      return { kind: "unary", operator, operand, start, end: operand.end };
    }
    return this.parseAccess(this.parseTerm());
  }

  private parseTerm(): Expression {
    const { start, end } = this;
    switch (this.token) {
      case Token.identifier:
        return this.parseName(start, end);
      case Char.quote:
      case Token.heredoc: {
        const template = this.token === Char.quote ? this.parseQuoted() : this.parseHeredoc();
        this.advance();
        return template;
      }
      case Token.number:
        return this.parseNumber();
      case Char.openBracket:
        return this.parseTuple();
      case Char.openBrace:
        return this.parseObject();
      case Char.openParenthesis: {
        const newlines = this.open();
        const inner = this.parseExpression();
        if (this.token !== Char.closeParenthesis) this.failUnclosed(start, 'Expected ")" here');
        return { kind: "parentheses", inner, start, end: this.close(newlines, this.height) };
      }
      default:
        return this.failNoExpression();
    }
  }

  private failNoExpression(): never {
    if (this.token === Token.end) this.fail("Expected a value here, but the text ends");
    if (this.token === Char.newline) this.fail("Expected a value here, but the line ends");
    if (this.tokenText() === "'") this.fail("Strings are quoted with \", not with '");
    return this.fail(`Expected a value here, not "${this.tokenText()}"`);
  }

  private parseName(start: number, end: number): Expression {
    this.advance();
    if (this.token === Char.openParenthesis || this.token === Token.doubleColon) return this.parseCall(start, end);
    this.height = 1;
    const name = this.text.slice(start, end);
    if (name === "true" || name === "false") return { kind: "literal", value: name === "true", start, end };
    if (name === "null") return { kind: "literal", value: null, start, end };
    return { kind: "variable", name, start, end };
  }

  private parseNumber(): Expression {
    const { start, end } = this;
    const text = this.text.slice(start, end);
    const value = Number(text);
    if (Number.isNaN(value) || Math.abs(Number(/e(.*)/i.exec(text)?.[1] ?? 0)) > greatestExponent)
      this.fail(`${this.tokenText()} is not a number`);
    this.height = 1;
    this.advance();
    return { kind: "literal", value, start, end };
  }

  private parseAccess(object: Expression): Expression {
    for (;;) {
      if (this.token === Char.dot) object = this.parseDot(object);
      else if (this.token === Char.openBracket) object = this.parseIndex(object);
      else return object;
    }
  }

  /** Called at a dot: `.name`, `.0` or `.*`. */
  private parseDot(object: Expression): Expression {
    const dot = this.start;
    const { height } = this;
    this.advance();
    if (this.token === Char.star) {
      const each = this.parseAttributes(this.beginSplat({ start: dot, end: this.end }));
      this.raise(Math.max(height, this.height));
      return { kind: "splat", object, each, legacy: true, start: object.start, end: each.end };
    }
    return this.parseMember(object);
  }

  /** Called after a dot, at a name or a number. */
  private parseMember(object: Expression): Expression {
    const { start, end } = this;
    const { height } = this;
    if (this.token === Token.identifier) {
      this.advance();
      this.raise(height);
      const name = this.text.slice(start, end);
      return { kind: "attribute-access", object, name, nameSpan: { start, end }, start: object.start, end };
    }
    if (this.token !== Token.number) this.fail('Expected the name of an attribute here, after "."');
    if (this.tokenText().includes(".")) this.fail("One index after another is written in brackets: [0][1], not .0.1");
    const key = this.parseNumber();
    this.raise(height);
    return { kind: "index", object, key, legacy: true, start: object.start, end };
  }

  /** The attributes after a legacy splat; an index in brackets no longer belongs to it. */
  private parseAttributes(object: Expression): Expression {
    while (this.token === Char.dot) {
      this.advance();
      object = this.parseMember(object);
    }
    return object;
  }

  private beginSplat({ start, end }: Span): VariableExpression {
    this.advance();
    this.height = 1;
    return { kind: "variable", name: "", start, end };
  }

  /** Called at an opening bracket that follows a value. */
  private parseIndex(object: Expression): Expression {
    const opening = this.start;
    const { height, newlines } = this;
    this.advance();
    if (this.token === Char.star) {
      this.advance();
      if (this.token !== Char.closeBracket) this.fail('Expected "]" here, after "[*"');
      this.enter();
      const each = this.parseAccess(this.beginSplat({ start: opening, end: this.end }));
      this.depth--;
      this.raise(Math.max(height, this.height));
      return { kind: "splat", object, each, legacy: false, start: object.start, end: each.end };
    }
    this.newlines = false;
    if (this.token === Char.newline) this.advance();
    const key = this.parseExpression();
    if (this.token !== Char.closeBracket) this.failUnclosed(opening, 'Expected "]" here, after an index');
    const { end } = this;
    this.newlines = newlines;
    this.advance();
    this.raise(Math.max(height, this.height));
    return { kind: "index", object, key, legacy: false, start: object.start, end };
  }
}
