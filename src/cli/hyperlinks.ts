import { packageUrl } from "../package-url.ts";
import type { Io } from "./io.ts";

/** Whether stdout is a terminal known to support links. FORCE_HYPERLINK overrides that, either way. */
export function showsHyperlinks({ env, isTerminal }: Io): boolean {
  if (env.FORCE_HYPERLINK) return env.FORCE_HYPERLINK !== "0";
  if (!isTerminal.stdout || env.NO_COLOR || env.TERM === "dumb" || env.CI || env.TMUX) return false;
  return (
    terminals.has(env.TERM_PROGRAM ?? "") ||
    ["xterm-kitty", "xterm-ghostty", "alacritty"].includes(env.TERM ?? "") ||
    Number(env.VTE_VERSION ?? 0) >= 5000 ||
    env.WT_SESSION !== undefined
  );
}

const terminals: ReadonlySet<string> = new Set(["iTerm.app", "WezTerm", "vscode", "Hyper", "ghostty"]);

/** The address of a rule's page in the documentation of this version. */
export function rulePage(rule: string): string {
  return packageUrl(`docs/rules/${rule}.md`).href;
}
