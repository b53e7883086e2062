import type { Ignore } from "ignore";
import type { Options, Profile } from "../../rules/rule.ts";
import type { RuleLevel } from "../selection.ts";
import type { FailOn } from "../thresholds.ts";

/** Settings with a common origin. What a layer leaves open is decided by the layers below it. */
export interface Layer {
  /** For display: a file, or a flag. */
  readonly origin: string;
  readonly profile?: Profile | undefined;
  readonly failOn?: FailOn | undefined;
  readonly peerSuppressions?: boolean | undefined;
  readonly levels: ReadonlyMap<string, RuleLevel>;
  readonly options: ReadonlyMap<string, Options>;
  /** Values of variables as HCL. */
  readonly variables: ReadonlyMap<string, string>;
  /** Set if the layer applies to some files only. */
  readonly files?: PathPatterns | undefined;
}

/** Patterns in the syntax of .gitignore, relative to the directory of the file that contains them. */
export interface PathPatterns {
  readonly directory: string;
  readonly patterns: Ignore;
}

/** A configuration file with all files that it extends, the strongest layer last. */
export interface Configuration {
  /** All files that it was read from, absolute. */
  readonly files: readonly string[];
  readonly layers: readonly Layer[];
  readonly ignored: readonly PathPatterns[];
}

/** The defaults. */
export const defaults: Layer = {
  origin: "default",
  profile: "recommended",
  failOn: "warning",
  peerSuppressions: true,
  levels: new Map(),
  options: new Map(),
  variables: new Map(),
};

/** The configuration where no file is found. */
export const noConfiguration: Configuration = { files: [], layers: [], ignored: [] };
