import { limits } from "../limits.ts";
import { ExpressionParser } from "./expression-parser.ts";
import { listedErrors } from "./listed-errors.ts";
import { findNextItem, indentationAt } from "./recovery.ts";
import { Char, ParseFailure, Token } from "./scanner.ts";
import type { Attribute, Block, Body, Label, ParsedFile, SyntaxError as Problem } from "./syntax.ts";

type Item = Attribute | Block;

/** Reads a whole file. Problems are recorded, and reading resumes at the next item that can be recognized. */
export class BodyParser extends ExpressionParser {
  private hasRewound = false;

  /** Parses the whole text. */
  parseFile(): ParsedFile {
    const start = this.end;
    const items: Item[] = [];
    this.advanceLine();
    while (this.token !== Token.end) {
      this.parseItems(items);
      if (this.token === Char.closeBrace) {
        this.report('This "}" closes nothing', this.start, this.end);
        this.advanceLine();
      }
    }
    const body: Body = { kind: "body", items, start, end: this.length };
    return { body, comments: this.comments, errors: listedErrors(this.errors) };
  }

  private report(message: string, start: number, end: number): void {
    if (this.hasRewound || this.hasTooManyErrors) return;
    this.errors.push({ message, start, end });
    if (this.hasTooManyErrors) this.end = this.length;
  }

  private get hasTooManyErrors(): boolean {
    return this.errors.length > limits.errorsPerFile;
  }

  /** Records a problem, and moves to the next item that can be recognized. */
  private recover(itemStart: number, problem: Problem): void {
    this.report(problem.message, problem.start, problem.end);
    let broken = Math.max(this.start, problem.start);
    if (this.end >= this.length && !this.hasRewound) {
      // A bracket that was never closed swallowed the rest, so the rest is read again, once. Problems found there are
      // consequences.
      this.hasRewound = true;
      broken = problem.start;
    }
    this.end = this.hasTooManyErrors ? this.length : findNextItem(this.text, itemStart, broken);
    while ((this.comments.at(-1)?.start ?? -1) >= this.end) this.comments.pop();
    this.advanceLine();
  }

  private advanceLine(): void {
    this.newlines = true;
    this.advance();
  }

  /** Reads items up to a closing brace or the end of the text. */
  private parseItems(items: Item[]): void {
    const names = new AttributeNames();
    for (;;) {
      while (this.token === Char.newline) this.advance();
      if (this.token === Char.closeBrace || this.token === Token.end) return;
      const { start, depth } = this;
      const index = items.length;
      try {
        const item = this.parseItem(items);
        if (items.length === index) items.push(item);
        else items.splice(index, 0, item);
        if (item.kind === "attribute" && names.has(item.name)) {
          this.report(`The argument ${item.name} is already set in this block`, item.nameSpan.start, item.nameSpan.end);
        }
        this.endItem(item.kind);
      } catch (failure) {
        if (!(failure instanceof ParseFailure)) throw failure;
        this.depth = depth;
        this.recover(start, failure.problem);
      }
    }
  }

  private endItem(kind: Item["kind"]): void {
    if (this.token === Char.newline || this.token === Token.end) return;
    const what = kind === "attribute" ? "an argument" : "a block";
    this.fail(
      this.token === Char.comma
        ? "Arguments are separated by new lines, not by commas"
        : `Expected a new line here, after ${what}`,
    );
  }

  /** `siblings` receives items that turn out to belong outside of a block that is never closed. */
  private parseItem(siblings: Item[]): Item {
    const { start, end } = this;
    if (this.token === Char.quote) return this.parseQuotedName();
    if (this.token !== Token.identifier) this.fail("Expected the name of an argument or the type of a block here");
    const name = this.tokenText();
    this.advance();
    if (this.token === Char.equal) return this.parseAttribute(name, start, end);
    const labels = this.parseLabels();
    if (this.token === Char.openBrace) return this.parseBlock(name, { start, end }, labels, siblings);
    if (labels.length === 0)
      this.fail(`Expected "=" or "{" here: ${name} is neither an argument nor a block`, start, end);
    if (this.token === Char.equal) this.fail('A block has no "=" before its "{"');
    return this.fail(`Expected a quoted label or "{" here, on the same line as ${name}`);
  }

  /** An argument whose name is in quotes, which belongs in maps: what follows the name is read all the same. */
  private parseQuotedName(): Attribute {
    const { start, end } = this;
    const message = "Expected the name of an argument or block here; names are not quoted";
    if (this.text.charCodeAt(this.quotedTextEnd(start, end)) !== Char.quote) this.fail(message);
    const name = this.parseQuotedLabel();
    this.advance();
    if (this.token !== Char.equal) this.fail(message, start, end);
    this.report(message, start, end);
    return this.parseAttribute(name.value, start, name.end);
  }

  private parseAttribute(name: string, start: number, nameEnd: number): Attribute {
    this.advance();
    const expression = this.parseExpression();
    return { kind: "attribute", name, nameSpan: { start, end: nameEnd }, expression, start, end: expression.end };
  }

  private parseLabels(): Label[] {
    const labels: Label[] = [];
    for (;;) {
      const { start } = this;
      if (this.token === Token.identifier)
        labels.push({ value: this.tokenText(), quoted: false, start, end: this.end });
      else if (this.token === Char.quote) labels.push(this.parseQuotedLabel());
      else return labels;
      this.advance();
    }
  }

  private parseQuotedLabel(): Label {
    const { start } = this;
    const end = this.quotedTextEnd(start, start + 1);
    if (this.text.charCodeAt(end) !== Char.quote)
      this.fail("A label is plain text: it cannot hold ${ } or %{ }", end, end + 2);
    const { parts } = this.parseQuoted();
    const [text] = parts;
    return { value: text?.kind === "text" ? text.value : "", quoted: true, start, end: this.end };
  }

  private parseBlock(type: string, typeSpan: Block["typeSpan"], labels: Label[], siblings: Item[]): Block {
    const opening = this.start;
    const bodyStart = this.end;
    const items: Item[] = [];
    this.enter();
    this.advance();
    if (this.token !== Char.newline && this.token !== Char.closeBrace) this.parseSingleItem(items);
    else this.parseItems(items);
    this.depth--;
    const isClosed = this.token === Char.closeBrace;
    if (!isClosed) this.reportUnclosed(opening, typeSpan.start, items, siblings);
    const bodyEnd = isClosed ? this.start : (items.at(-1)?.end ?? bodyStart);
    const end = isClosed ? this.end : bodyEnd;
    const body: Body = { kind: "body", items, start: bodyStart, end: bodyEnd };
    if (isClosed) this.advance();
    return { kind: "block", type, typeSpan, labels, body, start: typeSpan.start, end };
  }

  /** A block on one line: a single argument, with the closing brace right after it. */
  private parseSingleItem(items: Item[]): void {
    if (this.token === Token.end) return;
    const item = this.parseItem(items);
    if (item.kind === "block") this.fail("A block inside a block stands on a line of its own", item.start, item.end);
    items.push(item);
    if (this.token === Char.closeBrace || this.token === Token.end) return;
    this.fail('Expected "}" here: a block on one line has a single argument; write one argument a line');
  }

  /**
   * A missing brace makes everything that follows look like content of the block. Blocks that start no further right
   * than the unclosed one are most likely its siblings, so they are moved there.
   */
  private reportUnclosed(opening: number, start: number, items: Item[], siblings: Item[]): void {
    this.report('This "{" is never closed', opening, opening + 1);
    const column = indentationAt(this.text, start);
    const first = items.findIndex((item) => item.kind === "block" && indentationAt(this.text, item.start) <= column);
    if (first >= 0) siblings.push(...items.splice(first));
  }
}

/** The argument names set in a body. There are few as a rule, so that a set pays off only for large bodies. */
class AttributeNames {
  private readonly few: string[] = [];
  private many: Set<string> | undefined;

  /** Adds a name; returns whether it was there before. */
  has(name: string): boolean {
    if (this.many) {
      const before = this.many.size;
      return this.many.add(name).size === before;
    }
    if (this.few.includes(name)) return true;
    this.few.push(name);
    if (this.few.length > 16) this.many = new Set(this.few);
    return false;
  }
}
