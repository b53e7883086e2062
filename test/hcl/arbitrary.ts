import fc from "fast-check";
import { delimiters, free, glued, line, type Piece, render, strict } from "./pieces.ts";

/** Random HCL of the whole grammar. Nearly all of it is valid; both parsers have to reject the rest. */

const identifier = fc.constantFrom("a", "b", "var", "local", "foo_bar", "x-y", "_z", "é", "日本", "if", "in", "name1");
const number = fc.constantFrom("0", "1", "42", "3.14", "1e3", "1.5E-3", "007", "2.50", "1.e2", "12345678901234567890");
const word = fc.constantFrom("true", "false", "null");
const operator = fc.constantFrom("==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%", "&&", "||");
const newline = fc.constantFrom("\n", "\n", "\n", "\r\n");
const space = fc.constantFrom("", " ", "  ", "    ", "\t");

const plainText = ["a", "Z9", " ", "  ", "$ ", "% ", "$$ ", "$", "$${", "%%{", " {", "}", "~", "#", "//"];
const otherText = ["é", "e\u0301", "日本", "😀", "=", ",", "\u00a0", "\u2028", "EOT"];
const quotedText = fc.constantFrom(...plainText, ...otherText, "\\n", '\\"', "\\\\", "\\t", "\\u00e9", "\\U0001F600");
const heredocText = fc.constantFrom(...plainText, ...otherText, "\\n", '"', "\\", "\t");

/** `${ }` or `%{ }` with and without strip markers. */
function sequence(open: "${" | "%{", content: fc.Arbitrary<readonly Piece[]>): fc.Arbitrary<Piece> {
  return fc
    .tuple(fc.constantFrom("", "", "~"), content, fc.constantFrom("", "", "~"))
    .map(([before, pieces, after]) => glued(open + before, free("", ...pieces, ""), `${after}}`));
}

const names = fc.oneof(
  identifier.map((value): Piece[] => [value]),
  fc.tuple(identifier, identifier).map(([key, value]): Piece[] => [key, ",", value]),
);

function templateContent(expression: fc.Arbitrary<Piece>, text: fc.Arbitrary<string>): fc.Arbitrary<Piece> {
  const plain = fc.array(text, { maxLength: 3 }).map((pieces) => glued(...pieces));
  const keyword = (name: string) => sequence("%{", fc.constant([name]));
  const openIf = sequence(
    "%{",
    expression.map((test) => ["if", test]),
  );
  const openFor = sequence(
    "%{",
    fc.tuple(names, expression).map(([some, list]) => ["for", ...some, "in", list]),
  );
  const interpolation = sequence(
    "${",
    expression.map((value) => [value]),
  );
  const directiveOver = (body: fc.Arbitrary<Piece>): fc.Arbitrary<Piece> =>
    fc
      .oneof(
        fc.tuple(openIf, body, keyword("endif")),
        fc.tuple(openIf, body, keyword("else"), body, keyword("endif")),
        fc.tuple(openFor, body, keyword("endfor")),
      )
      .map((pieces) => glued(...pieces));
  // nested directives, and the text between them
  const within = fc.oneof(
    { weight: 4, arbitrary: plain },
    { weight: 1, arbitrary: fc.tuple(plain, interpolation, plain).map((pieces) => glued(...pieces)) },
    { weight: 1, arbitrary: fc.tuple(plain, directiveOver(plain), plain).map((pieces) => glued(...pieces)) },
  );
  const one: fc.Arbitrary<Piece> = fc.oneof(
    { weight: 4, arbitrary: plain },
    { weight: 3, arbitrary: interpolation },
    { weight: 3, arbitrary: directiveOver(within) },
  );
  return fc.array(one, { maxLength: 4 }).map((pieces) => glued(...pieces));
}

function heredocOf(expression: fc.Arbitrary<Piece>): fc.Arbitrary<Piece> {
  const content = fc
    .tuple(space, templateContent(expression, heredocText), newline)
    .map(([indent, text, end]) => glued(indent, text, end));
  // a line that looks like the end of the heredoc, and is not
  const seemingEnd = fc.tuple(space, fc.constantFrom("EOT x", "EOTT", "EOT,", "<<EOT", "E"), newline);
  const anyLine = fc.oneof(
    { weight: 6, arbitrary: content },
    { weight: 1, arbitrary: seemingEnd.map((pieces) => glued(...pieces)) },
  );
  return fc
    .tuple(
      fc.constantFrom("<<", "<<-", "<<-"),
      fc.constantFrom(...delimiters),
      newline,
      fc.array(anyLine, { maxLength: 5 }),
      space,
    )
    .map(([open, delimiter, end, lines, indent]) => glued(open + delimiter, end, ...lines, indent + delimiter));
}

function objectOf(
  expression: fc.Arbitrary<Piece>,
  value: fc.Arbitrary<Piece>,
  quoted: fc.Arbitrary<Piece>,
): fc.Arbitrary<Piece> {
  const key = fc.oneof(
    { weight: 5, arbitrary: identifier },
    { weight: 2, arbitrary: quoted },
    { weight: 1, arbitrary: expression.map((one) => free("(", one, ")")) },
    { weight: 1, arbitrary: fc.constantFrom("1", "true", "a.b", 'a["b"]', "a[b]", "2.50", "null", "f(x)", "-1") },
  );
  const separator = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom("", ","), newline).map(([comma, end]) => comma || end) },
    { weight: 1, arbitrary: fc.constantFrom(",\n", " # c\n", ", // c\n", "\n\n", ",\n# c\n\n", " /* c */\n") },
  );
  const item = fc
    .tuple(key, fc.constantFrom("=", "=", ":"), value, separator)
    .map(([name, sign, one, end]) => glued(strict("", name, sign, one, ""), end));
  return fc
    .tuple(fc.constantFrom("", "\n", "\n", " # c\n", "\n\n", "\n  # c\n", "/* c */"), fc.array(item, { maxLength: 3 }))
    .map(([start, items]) => glued("{", start, ...items, "}"));
}

function forOf(expression: fc.Arbitrary<Piece>): fc.Arbitrary<Piece> {
  const condition = fc
    .option(expression, { nil: undefined })
    .map((test): Piece[] => (test === undefined ? [] : ["if", test]));
  const head = fc.tuple(names, expression).map(([some, list]): Piece[] => ["for", ...some, "in", list, ":"]);
  return fc.oneof(
    fc.tuple(head, expression, condition).map(([start, value, test]) => free("[", ...start, value, ...test, "]")),
    fc
      .tuple(head, expression, expression, fc.constantFrom<Piece[]>([], ["..."]), condition)
      .map(([start, key, value, group, test]) => free("{", ...start, key, "=>", value, ...group, ...test, "}")),
  );
}

function accessOf(term: fc.Arbitrary<Piece>, expression: fc.Arbitrary<Piece>): fc.Arbitrary<Piece> {
  const fixed = fc.constantFrom<Piece[]>(
    ...[[".b"], [".", "c"], [".0"], ["[0]"], ['["k"]'], ["[*]"], ["[ * ]"], [".*"], [".*.d"], [".*.0.e"]],
  );
  const index = expression.map((one): Piece[] => [free("[", one, "]")]);
  return fc
    .tuple(
      term,
      fc.array(fc.oneof({ weight: 3, arbitrary: fixed }, { weight: 1, arbitrary: index }), {
        minLength: 1,
        maxLength: 4,
      }),
    )
    .map(([start, steps]) => line(start, ...steps.flat()));
}

type Grammar = { expression: Piece; term: Piece; quoted: Piece; heredoc: Piece; value: Piece };

const grammar = fc.letrec<Grammar>((tie) => {
  const expression = tie("expression");
  const list = fc.array(fc.oneof({ weight: 12, arbitrary: expression }, { weight: 1, arbitrary: tie("heredoc") }), {
    maxLength: 3,
  });
  const call = fc
    .tuple(fc.constantFrom("f", "merge", "provider::aws::arn_parse", "a::b"), list, fc.constantFrom("", ",", "..."))
    .map(([name, args, last]) =>
      line(name, free("(", ...commas(args), ...(args.length > 0 && last ? [last] : []), ")")),
    );
  const tuple = fc
    .tuple(list, fc.boolean())
    .map(([elements, comma]) => free("[", ...commas(elements), ...(comma && elements.length > 0 ? [","] : []), "]"));
  return {
    expression: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      { weight: 4, arbitrary: tie("term") },
      { weight: 1, arbitrary: accessOf(tie("term"), expression) },
      { weight: 1, arbitrary: fc.tuple(expression, operator, expression).map((pieces) => line(...pieces)) },
      {
        weight: 1,
        arbitrary: fc.tuple(expression, expression, expression).map(([a, b, c]) => line(a, "?", b, ":", c)),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(fc.constantFrom("-", "!", "!!", "- -", "!-"), tie("term")).map((pieces) => line(...pieces)),
      },
    ),
    term: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      { weight: 3, arbitrary: identifier },
      { weight: 2, arbitrary: number },
      { weight: 1, arbitrary: word },
      { weight: 3, arbitrary: tie("quoted") },
      { weight: 1, arbitrary: expression.map((one) => free("(", one, ")")) },
      { weight: 1, arbitrary: call },
      { weight: 1, arbitrary: tuple },
      { weight: 1, arbitrary: objectOf(expression, tie("value"), tie("quoted")) },
      { weight: 1, arbitrary: forOf(expression) },
    ),
    quoted: templateContent(expression, quotedText).map((content) => glued('"', content, '"')),
    heredoc: heredocOf(expression),
    value: fc.oneof({ weight: 4, arbitrary: expression }, { weight: 1, arbitrary: tie("heredoc") }),
  };
});

function commas(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece, index) => (index === 0 ? [piece] : [",", piece]));
}

const blockHeads: readonly Piece[][] = [
  ["lifecycle"],
  ["locals"],
  ["variable", '"name"'],
  ["variable", "name"],
  ["resource", '"aws_sqs_queue"', '"jobs"'],
  ["resource", '"aws_sqs_queue"', "other"],
  ["data", '"a\\"b"', '"$${é}"'],
];

const documents = fc.letrec<{ body: Piece; block: Piece }>((tie) => {
  const end = fc.constantFrom("\n", "\n", "\r\n", " # comment\n", "// comment\n", "/* c */\n", "\n\n");
  const head = fc.constantFrom(...blockHeads);
  const attribute = (index: number) =>
    fc
      .tuple(identifier, grammar.value, end)
      .map(([name, value, after]) => glued(strict("", `${name}${index}`, "=", value), after));
  const single = fc
    .tuple(head, identifier, grammar.expression)
    .map(([start, name, value]) => strict(...start, "{", name, "=", value, "}"));
  const opened = fc.constantFrom("\n", "\n", "\n\n", " # c\n", "// c\r\n", "/* c */\n", "\n/* a\n  b */\n");
  const nested = fc
    .tuple(head, opened, tie("body"))
    .map(([start, after, body]) => glued(strict(...start, "{"), after, body, "}"));
  const empty = head.map((start) => strict(...start, "{", "}"));
  const item = (index: number): fc.Arbitrary<Piece> =>
    fc.oneof(
      { weight: 4, arbitrary: attribute(index) },
      { weight: 2, arbitrary: fc.tuple(tie("block"), end).map((pieces) => glued(...pieces)) },
      { weight: 1, arbitrary: end },
    );
  return {
    block: fc.oneof({ maxDepth: 2 }, single, nested, empty),
    body: fc.integer({ min: 0, max: 4 }).chain((count) => {
      return fc.tuple(...Array.from({ length: count }, (_, index) => item(index))).map((items) => glued(...items));
    }),
  };
});

const choices = fc.array(fc.nat(1000), { minLength: 5, maxLength: 40 });

const beginning = fc.constantFrom("", "", "", "", "\n\n", "# c\n", "/* a\n b */\n\n", "  ", "\ufeff# c\n");

/** A whole file; some have no line end after their last line. */
export const hclDocument: fc.Arbitrary<string> = fc
  .tuple(beginning, documents.body, choices, fc.nat(9))
  .map(([start, body, some, cut]) => (start + render(body, some)).replace(cut === 0 ? /\r?\n$/ : /$/, ""));
