import type { Ignore } from "ignore";
import type { Options, Profile } from "../../rules/rule.ts";
import type { RuleLevel } from "../selection.ts";
import type { FailOn } from "../thresholds.ts";

/** Some settings and where they come from. What a layer leaves open, those under it decide. */
export interface Layer {
  /** As it is shown: a file, or a flag. */
  readonly origin: string;
  readonly profile?: Profile | undefined;
  readonly failOn?: FailOn | undefined;
  readonly peerSuppressions?: boolean | undefined;
  readonly levels: ReadonlyMap<string, RuleLevel>;
  readonly options: ReadonlyMap<string, Options>;
  /** Variables' values as HCL text. */
  readonly variables: ReadonlyMap<string, string>;
  /** Set where the layer holds for some files alone. */
  readonly files?: PathPatterns | undefined;
}

/** Patterns as .gitignore writes them, relative to the directory of the file that they stand in. */
export interface PathPatterns {
  readonly directory: string;
  readonly patterns: Ignore;
}

/** A configuration file with all that it extends, the strongest layer last. */
export interface Configuration {
  /** All files that it was read from, absolute. */
  readonly files: readonly string[];
  readonly layers: readonly Layer[];
  readonly ignored: readonly PathPatterns[];
}

/** What holds where nobody says anything else. */
export const defaults: Layer = {
  origin: "default",
  profile: "recommended",
  failOn: "warning",
  peerSuppressions: true,
  levels: new Map(),
  options: new Map(),
  variables: new Map(),
};

/** What holds where no configuration file is found. */
export const noConfiguration: Configuration = { files: [], layers: [], ignored: [] };
