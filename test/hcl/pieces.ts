/**
 * HCL text whose gaps between tokens are still open. `free` pieces may have any space, comment or line end between
 * them, `strict` pieces anything but line ends, `line` pieces the same as the pieces around them, and `glued` pieces
 * nothing.
 */
export type Piece = string | { readonly between: Between; readonly pieces: readonly Piece[] };

type Between = "free" | "strict" | "line" | "glued";

export const free = (...pieces: Piece[]): Piece => ({ between: "free", pieces });
export const line = (...pieces: Piece[]): Piece => ({ between: "line", pieces });
export const strict = (...pieces: Piece[]): Piece => ({ between: "strict", pieces });
export const glued = (...pieces: Piece[]): Piece => ({ between: "glued", pieces });

/** The words that end heredocs. */
export const delimiters = ["EOT", "EOT", "EOT", "END_1", "_E-T", "ÄÖ"] as const;

const heredocEnd = new RegExp(`\\n\\s*(?:${delimiters.join("|")})$`);

const lineGaps = [" ", " ", " ", "", "  ", "\t", " /* c */ ", "/**/"];
const freeGaps = [...lineGaps, "\n", " # c\n", " // c\r\n", "\r\n", "/* a\n b */", "\n\n  "];

/** The text of a piece. `choices`: numbers from 0 that select the gaps, used again from the start when they run out. */
export function render(piece: Piece, choices: readonly number[]): string {
  const renderer = new Renderer(choices);
  renderer.add(piece, false);
  return renderer.text;
}

class Renderer {
  text = "";
  private used = 0;
  private readonly choices: readonly number[];

  constructor(choices: readonly number[]) {
    this.choices = choices;
  }

  /** `isFree`: whether a line may end here, because an outer piece is in brackets. */
  add(piece: Piece, isFree: boolean): void {
    if (typeof piece === "string") {
      this.text += piece;
      return;
    }
    const inside = piece.between === "free" || (piece.between !== "strict" && isFree);
    piece.pieces.forEach((one, index) => {
      if (index > 0 && piece.between !== "glued") this.addGap(inside, one);
      this.add(one, inside);
    });
  }

  private addGap(isFree: boolean, next: Piece): void {
    const gaps = isFree ? freeGaps : lineGaps;
    const gap = gaps[(this.choices[this.used++ % this.choices.length] ?? 0) % gaps.length] ?? " ";
    if (this.endsInHeredoc()) this.text += "\n";
    const touches = /[\w-]$/.test(this.text) && /^[\w.-]/.test(firstText(next));
    this.text += gap === "" && touches ? " " : gap;
  }

  private endsInHeredoc(): boolean {
    return heredocEnd.test(this.text.slice(-20));
  }
}

function firstText(piece: Piece): string {
  if (typeof piece === "string") return piece;
  const [first] = piece.pieces;
  return first === undefined ? "" : firstText(first);
}
