import type { Stack } from "../lambda/index.ts";
import type { Place, StateLocation } from "../terraform/index.ts";

/** `error` fails at plan, apply or run time, or is a security hole; `warning` costs sooner or later; `info` is advice. */
export type Severity = "error" | "warning" | "info";
/** `recommended` is on by default; `strict` adds what security and operations teams ask for; `all` everything. */
export type Profile = "recommended" | "strict" | "all";
/** The linters whose rules are named beside ours. */
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

/** What the value of an option may be. */
export type OptionValue = string | number | boolean | readonly string[] | { readonly [key: string]: readonly string[] };
/** The options of a rule, by name. */
export type Options = Readonly<Record<string, OptionValue>>;

/** One option of a rule: a JSON Schema for its value, the value in force when nothing is configured, and what it does. */
export interface OptionDeclaration<T extends OptionValue> {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly default: T;
  readonly description: string;
}

/** A text to write in place of what is there. */
export interface Edit {
  readonly place: Place;
  readonly newText: string;
}

/** An edit that is certain: it parses, and the finding is gone after it. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** Another place that a finding is about, and what is there. */
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
  /** Only where it differs from the rule's own. */
  readonly severity?: Severity | undefined;
  readonly related?: readonly Related[] | undefined;
  readonly fix?: Fix | undefined;
  /** Where it is not certain which edit is meant: some to choose from. */
  readonly suggestions?: readonly Fix[] | undefined;
}

/** What there may be beside a finding's words: an edit that is certain, or some to choose from. */
export type Offer = "fix" | "suggestions";

/** How several findings of a rule in one file read as one. */
export interface Together {
  /** What there are several of, and what is wrong with them: it goes on from their number. */
  readonly message: string;
  readonly help: string;
  /** What an edit that mends them all does. */
  readonly edit?: string;
}

/** What a rule judges, and what it may know of the run. */
export interface RuleContext {
  readonly stack: Stack;
  /** The day that counts as today, YYYY-MM-DD. */
  readonly asOf: string;
  /** Where every root of the run keeps its state, this one too: for what two roots must not share. */
  readonly states: readonly StateLocation[];
  /** Whether git leaves a file out, so that it is not committed. */
  readonly isIgnored: (file: string) => boolean;
}

/** A rule: what it is, why it is, examples that tests run, and its check. */
export interface Rule<O extends Options = Options> {
  /** One sentence: what is wrong when the rule fires. */
  readonly summary: string;
  readonly severity: Severity;
  readonly profile: Profile;
  /** The version of lambda-tf that brought it. */
  readonly since: string;
  readonly peers?: Readonly<Partial<Record<Peer, readonly string[]>>>;
  /** Where the AWS or Terraform fact comes from, with its date. */
  readonly source?: string;
  /** What happens in production, in two or three sentences. */
  readonly why: string;
  /** When it is right to ignore the finding. */
  readonly ignoreWhen?: string;
  /** HCL that the rule reports; a test runs it. Where it takes several files, each begins with a line `# file: path`. */
  readonly bad: string;
  /** The same, mended; a test runs it. */
  readonly good: string;
  readonly options?: { readonly [K in keyof O]: OptionDeclaration<O[K]> };
  /** For what is said in the same words of many places of a file: a report says it once, with their lines. */
  readonly together?: Together;
  /** Whether it asks what functions' code does: then that is read before the rule runs. */
  readonly readsCode?: boolean;
  check(context: RuleContext, options: O): Iterable<RuleFinding>;
}

/** A rule under the id that its path gives it. */
export interface RegisteredRule {
  readonly id: string;
  readonly category: string;
  readonly rule: Rule;
}

/** Declares a rule; the identity function, for the types. */
export function defineRule<O extends Options = Readonly<Record<never, never>>>(rule: Rule<O>): Rule {
  return rule as unknown as Rule;
}
