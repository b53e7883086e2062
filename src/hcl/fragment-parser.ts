import { ExpressionParser } from "./expression-parser.ts";
import { ParseFailure, Token } from "./scanner.ts";
import type { Expression, SyntaxError as Problem, TemplatePart } from "./syntax.ts";

/** A parsed piece of HCL, or why it does not parse. */
export type Fragment<Node> =
  | { readonly kind: "read"; readonly node: Node }
  | { readonly kind: "broken"; readonly problem: Problem };

/** Reads a text that is no whole file: a single expression, or a template without quotes. */
export class FragmentParser extends ExpressionParser {
  /** Parses the text as one expression. */
  parseSingleExpression(): Fragment<Expression> {
    return attempt(() => {
      this.newlines = false;
      this.advance();
      const expression = this.parseExpression();
      return this.token === Token.end ? expression : this.fail("Expected nothing more here, after a value");
    });
  }

  /** Parses the text as a template without quotes. */
  parseTemplate(): Fragment<readonly TemplatePart[]> {
    return attempt(() => this.parseBareTemplate());
  }
}

function attempt<Node>(read: () => Node): Fragment<Node> {
  try {
    return { kind: "read", node: read() };
  } catch (failure) {
    if (failure instanceof ParseFailure) return { kind: "broken", problem: failure.problem };
    throw failure;
  }
}
