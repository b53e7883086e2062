import type { Stack } from "../lambda/index.ts";
import type { Place, StateLocation } from "../terraform/index.ts";

/**
 * `error` fails at plan, apply or run time, or is a security hole; `warning` costs sooner or later; `info` is advice.
 */
export type Severity = "error" | "warning" | "info";
/** `recommended` is on by default; `strict` adds what security and operations teams ask for; `all` everything. */
export type Profile = "recommended" | "strict" | "all";
/** The linters whose corresponding rules are listed with ours. */
export type Peer =
  | "checkov"
  | "trivy"
  | "tflint"
  | "kics"
  | "cfn-lint"
  | "cdk-nag"
  | "cfn_nag"
  | "serverless-rules"
  | "terraform-docs";

/** The value of an option. */
export type OptionValue = string | number | boolean | readonly string[] | { readonly [key: string]: readonly string[] };
/** The options of a rule, by name. */
export type Options = Readonly<Record<string, OptionValue>>;

/** An option of a rule: a JSON Schema for its value, its default, and a description. */
export interface OptionDeclaration<T extends OptionValue> {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly default: T;
  readonly description: string;
}

/** A text that replaces what is at a place. */
export interface Edit {
  readonly place: Place;
  readonly newText: string;
}

/** A certain edit: the result parses, and the finding is gone. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** Another place that a finding is about, with a message. */
export interface Related {
  readonly at: Place;
  readonly message: string;
}

/** What a rule has found. The engine adds rule id, severity, file names and the module trace. */
export interface RuleFinding {
  readonly at: Place;
  /** One sentence, specific, without a full stop. */
  readonly message: string;
  /** What to do, in words. */
  readonly help: string;
  /** The address of the resource at fault. */
  readonly resource?: string | undefined;
  /** Set only if it differs from the rule's own. */
  readonly severity?: Severity | undefined;
  readonly related?: readonly Related[] | undefined;
  readonly fix?: Fix | undefined;
  /** Alternatives to choose from, if it is not certain which edit is intended. */
  readonly suggestions?: readonly Fix[] | undefined;
}

/** What a finding may offer besides words: a certain edit, or alternatives. */
export type Offer = "fix" | "suggestions";

/** How several findings of a rule in one file are merged into one. */
export interface Together {
  /**
   * What there is several of, and what is wrong with them: the continuation of a sentence that starts with their
   * number.
   */
  readonly message: string;
  readonly help: string;
  /** The title of an edit that fixes them all. */
  readonly edit?: string;
}

/** What a rule checks, and what it may know about the run. */
export interface RuleContext {
  readonly stack: Stack;
  /** The day that counts as today, YYYY-MM-DD. */
  readonly asOf: string;
  /** The state locations of all roots of the run, including this one, which two roots must not share. */
  readonly states: readonly StateLocation[];
  /** Whether git ignores a file. */
  readonly isIgnored: (file: string) => boolean;
}

/** A rule: its metadata, why it exists, examples that tests run, and its check. */
export interface Rule<O extends Options = Options> {
  /** What is wrong when the rule reports something, in one sentence. */
  readonly summary: string;
  readonly severity: Severity;
  readonly profile: Profile;
  /** The version of lambda-tf that added it. */
  readonly since: string;
  readonly peers?: Readonly<Partial<Record<Peer, readonly string[]>>>;
  /** The source of the AWS or Terraform fact, with its date. */
  readonly source?: string;
  /** What happens in production, in two or three sentences. */
  readonly why: string;
  /** When it is right to ignore the finding. */
  readonly ignoreWhen?: string;
  /** HCL that the rule reports; a test runs it. If it takes several files, each starts with a line `# file: path`. */
  readonly bad: string;
  /** The same, corrected; a test runs it. */
  readonly good: string;
  readonly options?: { readonly [K in keyof O]: OptionDeclaration<O[K]> };
  /** For findings with the same meaning at many places in a file: reports for people merge them into one. */
  readonly together?: Together;
  /** Whether it asks what functions' code does, which is then read before the rule runs. */
  readonly readsCode?: boolean;
  check(context: RuleContext, options: O): Iterable<RuleFinding>;
}

/** A rule with its id, which is its path. */
export interface RegisteredRule {
  readonly id: string;
  readonly category: string;
  readonly rule: Rule;
}

/** Declares a rule; the identity function, for the types. */
export function defineRule<O extends Options = Readonly<Record<never, never>>>(rule: Rule<O>): Rule {
  return rule as unknown as Rule;
}
