import { spawnSync } from "node:child_process";
import { UserError } from "../../user-error.ts";

/** Runs git in a repository, without running any program that the repository's own configuration names. */
export class Git {
  /** The directory git runs in; names in its output are relative to it. */
  readonly top: string;
  private readonly settings: Readonly<Record<string, string>>;

  constructor(top: string) {
    this.top = top;
    this.settings = {};
    this.settings = asEnvironment(this.ownFilters().flatMap((name) => switchedOff(name)));
  }

  /** What git prints; undefined if it fails. */
  ask(...args: readonly string[]): string | undefined {
    const run = spawnSync("git", ["-c", "core.fsmonitor=false", ...args], {
      cwd: this.top,
      encoding: "utf8",
      env: { ...process.env, ...this.settings, GIT_LITERAL_PATHSPECS: "1", GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" },
      maxBuffer: 256 * 1024 * 1024,
    });
    if (run.error) throw new UserError("git cannot be run", "--since needs git", run.error);
    return run.status === 0 ? run.stdout : undefined;
  }

  /** The same for commands that must not fail; throws if one does. */
  demand(...args: readonly string[]): string {
    const answer = this.ask(...args);
    if (answer === undefined) throw new UserError(`git ${args.join(" ")} failed in ${this.top}`);
    return answer;
  }

  /** The filters that the repository's own configuration defines, which git would run on files that it compares. */
  private ownFilters(): readonly string[] {
    const keys = "^filter\\..*\\.(clean|process)$";
    const fields = this.ask("config", "--show-scope", "--name-only", "-z", "--get-regexp", keys)?.split("\0") ?? [];
    const names = fields.filter((_, at) => at % 2 === 1 && OWN_SCOPES.has(fields[at - 1] ?? ""));
    return [...new Set(names.map((key) => key.slice(0, key.lastIndexOf("."))))];
  }
}

/** Configuration that comes with a repository; the rest belongs to the person who runs git. */
const OWN_SCOPES: ReadonlySet<string> = new Set(["local", "worktree"]);

function switchedOff(filter: string): readonly (readonly [string, string])[] {
  return [
    [`${filter}.clean`, ""],
    [`${filter}.process`, ""],
    [`${filter}.required`, "false"],
  ];
}

/**
 * Settings that override git's configuration, appended to those already in the environment (git-config, environment).
 */
function asEnvironment(settings: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  const first = Number(process.env.GIT_CONFIG_COUNT ?? 0);
  const numbered = settings.flatMap(([key, value], at) => [
    [`GIT_CONFIG_KEY_${first + at}`, key],
    [`GIT_CONFIG_VALUE_${first + at}`, value],
  ]);
  return Object.fromEntries([...numbered, ["GIT_CONFIG_COUNT", String(first + settings.length)]]);
}
