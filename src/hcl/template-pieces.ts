import { isSpace } from "./characters.ts";
import type { Expression, TemplatePart } from "./syntax.ts";

/** A part of a template before directives are nested. */
export type TemplatePiece = { start: number; end: number } & (
  | { kind: "text"; value: string }
  | { kind: "interpolation"; expression: Expression }
  | { kind: "if"; condition: Expression }
  | { kind: "for"; key: string | undefined; value: string; collection: Expression }
  | { kind: "else" | "endif" | "endfor" }
);

type Opening = Extract<TemplatePiece, { kind: "if" | "for" }>;
type Fail = (message: string, start: number, end: number) => never;

/**
 * Removes the indentation that all lines of a `<<-` heredoc share. Works on pieces as HCL does, oddities included: what
 * a strip marker joined to the previous line is no longer a line start, and keeps its indentation.
 */
export function removeIndentation(pieces: readonly TemplatePiece[]): void {
  let shared = Number.POSITIVE_INFINITY;
  let isLineStart = true;
  const starts: Extract<TemplatePiece, { kind: "text" }>[] = [];
  for (const piece of pieces) {
    const isText = piece.kind === "text";
    if (isLineStart) {
      const spaces = isText ? leadingSpaces(piece.value) : 0;
      const isBlank = isText && spaces === piece.value.length && piece.value.endsWith("\n");
      if (!isBlank) {
        shared = Math.min(shared, spaces);
        if (isText) starts.push(piece);
      }
    }
    isLineStart = isText && piece.value.endsWith("\n");
  }
  for (const piece of starts) {
    piece.value = piece.value.slice(shared);
    piece.start += shared;
  }
}

function leadingSpaces(value: string): number {
  let count = 0;
  while (isSpace(value.charCodeAt(count))) count++;
  return count;
}

interface OpenDirective {
  readonly opening: Opening;
  readonly then: TemplatePart[];
  otherwise: TemplatePart[] | undefined;
}

/** Nests the pieces between directives, and returns how many levels that makes. */
export function assembleParts(pieces: readonly TemplatePiece[], fail: Fail): { parts: TemplatePart[]; levels: number } {
  const root: TemplatePart[] = [];
  const open: OpenDirective[] = [];
  let parts = root;
  let levels = 0;
  for (const piece of pieces) {
    const top = open.at(-1);
    switch (piece.kind) {
      case "text":
      case "interpolation":
        parts.push(piece);
        break;
      case "if":
      case "for":
        parts = [];
        open.push({ opening: piece, then: parts, otherwise: undefined });
        levels = Math.max(levels, open.length);
        break;
      case "else":
        if (top?.opening.kind !== "if" || top.otherwise)
          return fail("This else belongs to no if", piece.start, piece.end);
        parts = top.otherwise = [];
        break;
      default: {
        if (top?.opening.kind !== piece.kind.slice(3)) {
          return fail(`This ${piece.kind} belongs to no ${piece.kind.slice(3)}`, piece.start, piece.end);
        }
        open.pop();
        const outer = open.at(-1);
        parts = outer ? (outer.otherwise ?? outer.then) : root;
        parts.push(closeDirective(top, piece.end));
      }
    }
  }
  const unclosed = open.at(-1)?.opening;
  if (unclosed) return fail(`This ${unclosed.kind} has no end${unclosed.kind}`, unclosed.start, unclosed.end);
  return { parts: root, levels };
}

function closeDirective({ opening, then, otherwise }: OpenDirective, end: number): TemplatePart {
  const { start } = opening;
  if (opening.kind === "if") {
    return { kind: "if", condition: opening.condition, then, otherwise: otherwise ?? [], start, end };
  }
  const { key, value, collection } = opening;
  return { kind: "for-directive", key, value, collection, body: then, start, end };
}
