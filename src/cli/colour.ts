import { type Palette, plain } from "../report/index.ts";
import type { Io } from "./io.ts";

/**
 * Colours for stdout: none with --no-color, with NO_COLOR set (https://no-color.org), or where stdout is no terminal
 * that shows them.
 */
export async function palette(isWanted: boolean, io: Io): Promise<Palette> {
  if (!isWanted || io.env.NO_COLOR || !io.isTerminal.stdout || io.env.TERM === "dumb") return plain;
  const { Chalk } = await import("chalk");
  return new Chalk({ level: 1 });
}
