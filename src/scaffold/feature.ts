import type { RuntimeFamily } from "../aws/runtimes.ts";
import { featureFolders } from "./feature-folders.ts";
import { snapStartRuntimes, withRuntimes } from "./runtime-choices.ts";

/** An answer: anything in JSON without nesting beyond a list, or a map of strings and lists of strings. */
export type Answer = string | number | boolean | readonly string[] | Readonly<Record<string, Entry>>;
/** A value of a map. */
export type Entry = string | readonly string[];

/** A question as a JSON Schema fragment, with what a prompt needs in addition. */
export interface Ask {
  readonly type: "string" | "integer" | "boolean" | "array" | "object";
  readonly title: string;
  readonly "x-title-ja": string;
  readonly description?: string;
  readonly default?: Answer;
  /** Sample answers: shown if there is no default, and used by tests. */
  readonly examples?: readonly Answer[];
  /** Defaults that suit certain previous answers better; the first that applies takes the place of `default`. */
  readonly "x-defaults"?: readonly { readonly when: Condition; readonly default: Answer }[];
  /** A default in which `{directory}` stands for the name of the output folder. */
  readonly "x-default"?: string;
  /** The values select features: each feature that requires a value of this answer adds it. */
  readonly "x-choices"?: "features";
  /** The values are the supported runtimes of a family, and the default is the newest one. */
  readonly "x-runtimes"?: RuntimeFamily;
  /** What `pattern` requires, in words. */
  readonly "x-form"?: string;
  /** Another question whose answer must be different; `x-form` says so. */
  readonly "x-unlike"?: string;
  readonly enum?: readonly string[];
  readonly items?: { readonly type: "string"; readonly enum?: readonly string[]; readonly pattern?: string };
  /** Of a map's values, each of which may be of one type or of several. */
  readonly additionalProperties?: { readonly anyOf?: readonly { readonly type: "string" | "array" }[] };
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** The only answer left together with another feature. */
  readonly const?: boolean | string | number;
}

/** What another feature leaves of a question, with the reason in `x-form`. */
export type Limit = Pick<Ask, "minimum" | "maximum" | "maxLength" | "pattern" | "const" | "enum" | "items" | "x-form">;

/**
 * An answer that equals (or, for a list, contains) one of some values, or exceeds a number (for a map, with its number
 * of entries); or a trait of an earlier feature. `x-form` describes a trait in words that follow "only asked with",
 * where too many features have it to list them.
 */
export type Condition =
  | { readonly answer: string; readonly is: readonly string[] }
  | { readonly answer: string; readonly above: number }
  | { readonly trait: string; readonly "x-form"?: string };

/**
 * The address of a role whose policies are passed to its owner as a value, and the local with that value
 * (`local.role_policies`).
 */
export interface HandOver {
  readonly role: string;
  readonly to: string;
}

/** `templates/features/<name>/feature.json`. */
export interface Feature {
  /** The folder's name. */
  readonly name: string;
  readonly title: string;
  readonly "x-title-ja": string;
  /** Its position among the features, in the questions and in every file that several of them write to. */
  readonly order: number;
  /** The feature is part of a module if all of these hold. */
  readonly when: readonly Condition[];
  /** What other features may require, besides its name. */
  readonly traits: readonly string[];
  /** The minimum version of the AWS provider for its templates, as `6.25`; undefined if every version 6 will do. */
  readonly provider: string | undefined;
  /** The module's path with this feature, below the folder that is written; `{key}` stands for an answer. */
  readonly moduleFolder: string | undefined;
  /** Yes-or-no questions that turn the feature on. */
  readonly switches: ReadonlyMap<string, Ask>;
  /** Questions that are asked once the feature is on. */
  readonly asks: ReadonlyMap<string, Ask>;
  /** Addresses that change with the feature: what templates write, and its replacement. */
  readonly replaces: ReadonlyMap<string, string>;
  /** What the module passes on rather than creates. */
  readonly handsOver: HandOver | undefined;
  /** The variables whose values each environment decides about, because they name what belongs to it. */
  readonly perEnvironment: readonly string[];
  /** Limits on the answers to other features' questions. */
  readonly limits: ReadonlyMap<string, Limit>;
  /** The questions that are put to a person; the others have defaults that suit nearly everyone. */
  readonly questions: ReadonlySet<string>;
}

type ConditionInFile = Condition | { readonly answer: "runtime"; readonly supports: "snapStart" };

interface FeatureFile {
  readonly title: string;
  readonly "x-title-ja": string;
  readonly order: number;
  readonly when?: readonly ConditionInFile[];
  readonly traits?: readonly string[];
  readonly provider?: string;
  readonly moduleFolder?: string;
  readonly switches?: Readonly<Record<string, Ask>>;
  readonly asks?: Readonly<Record<string, Ask>>;
  readonly limits?: Readonly<Record<string, Limit>>;
  readonly replaces?: Readonly<Record<string, string>>;
  readonly handsOver?: HandOver;
  readonly perEnvironment?: readonly string[];
  readonly questions?: readonly string[];
}

/** All features, in order. */
export function loadFeatures(): readonly Feature[] {
  const features = [...featureFolders()].map(([name, { declaration }]) => toFeature(name, declaration as FeatureFile));
  return features.sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
}

/**
 * Features in the order in which the values of an answer are listed: those that require just one value come first, as
 * features that require more may be earlier in the overall order. A feature may be named twice.
 */
export function byChoice(features: readonly Feature[]): readonly Feature[] {
  const standsForValue = ({ when: [condition, ...others] }: Feature): boolean =>
    others.length === 0 && condition !== undefined && "is" in condition && condition.is.length === 1;
  return [...features.filter(standsForValue), ...features];
}

/** Reads a feature from the content of its file; missing lists are empty. */
function toFeature(name: string, file: FeatureFile): Feature {
  return {
    name,
    title: file.title,
    "x-title-ja": file["x-title-ja"],
    order: file.order,
    when: (file.when ?? []).map(toCondition),
    traits: [name, ...(file.traits ?? [])],
    provider: file.provider,
    moduleFolder: file.moduleFolder,
    switches: new Map(Object.entries(file.switches ?? {})),
    asks: new Map(Object.entries(file.asks ?? {}).map(([key, ask]) => [key, withRuntimes(ask)])),
    replaces: new Map(Object.entries(file.replaces ?? {})),
    handsOver: file.handsOver,
    perEnvironment: file.perEnvironment ?? [],
    limits: new Map(Object.entries(file.limits ?? {})),
    questions: new Set(file.questions ?? []),
  };
}

function toCondition(condition: ConditionInFile): Condition {
  return "supports" in condition ? { answer: condition.answer, is: snapStartRuntimes() } : condition;
}
