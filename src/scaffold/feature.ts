import type { RuntimeFamily } from "../aws/runtimes.ts";
import { featureFolders } from "./feature-folders.ts";
import { snapStartRuntimes, withRuntimes } from "./runtime-choices.ts";

/** What an answer can be: what JSON can say, without nesting beyond a list or a map of texts. */
export type Answer = string | number | boolean | readonly string[] | Readonly<Record<string, string>>;

/** A question as a JSON Schema fragment, with what a prompt needs beside it. */
export interface Ask {
  readonly type: "string" | "integer" | "boolean" | "array" | "object";
  readonly title: string;
  readonly "x-title-ja": string;
  readonly description?: string;
  readonly default?: Answer;
  /** What an answer looks like: shown where there is no default, and what the tests answer. */
  readonly examples?: readonly Answer[];
  /** A default in which `{directory}` stands for the name of the output folder. */
  readonly "x-default"?: string;
  /** The values are what features are chosen by: each feature that waits for a value of this answer adds it. */
  readonly "x-choices"?: "features";
  /** The values are the supported runtimes of a family, and the default is the newest of them. */
  readonly "x-runtimes"?: RuntimeFamily;
  /** What `pattern` asks for, in words. */
  readonly "x-form"?: string;
  /** A question whose answer may not be the same; `x-form` says so. */
  readonly "x-unlike"?: string;
  readonly enum?: readonly string[];
  readonly items?: { readonly type: "string"; readonly enum?: readonly string[]; readonly pattern?: string };
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** The one answer that is left beside another feature. */
  readonly const?: boolean | string;
}

/** What is left of a question beside a feature, with the reason in `x-form`. */
export type Limit = Pick<Ask, "minimum" | "maximum" | "maxLength" | "const" | "enum" | "items" | "x-form">;

/**
 * An answer that has (or, for a list, holds) one of some values, or exceeds a number (for a map, with its entries); or a trait of
 * a feature that comes earlier.
 * `x-form` tells of a trait in words that follow "only asked with", where all features that have it are too many to name.
 */
export type Condition =
  | { readonly answer: string; readonly is: readonly string[] }
  | { readonly answer: string; readonly above: number }
  | { readonly trait: string; readonly "x-form"?: string };

/** The address of a role whose policies become a value for its owner, and the local whose value they are (`local.role_policies`). */
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
  /** Its place among the others: in the questions, and in every file that several of them write to. */
  readonly order: number;
  /** All must hold for the feature to be part of a module. */
  readonly when: readonly Condition[];
  /** What other features may wait for, beside its name. */
  readonly traits: readonly string[];
  /** The least version of the AWS provider that has what its templates use, as `6.25`; undefined where every version 6 does. */
  readonly provider: string | undefined;
  /** Where a module with this feature is, below the folder that is written; `{key}` stands for an answer. */
  readonly moduleFolder: string | undefined;
  /** The yes-or-no questions that turn the feature on: it is part of a module if the answer is yes. */
  readonly switches: ReadonlyMap<string, Ask>;
  /** What is asked once the feature is on. */
  readonly asks: ReadonlyMap<string, Ask>;
  /** Expressions that go by another address beside the feature: what templates write, and what is written instead. */
  readonly replaces: ReadonlyMap<string, string>;
  /** What the module tells of, and does not make. */
  readonly handsOver: HandOver | undefined;
  /** What the feature allows of what others ask. */
  readonly limits: ReadonlyMap<string, Limit>;
  /** The asks that are put to a person; the others have defaults that fit nearly everyone. */
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
  readonly questions?: readonly string[];
}

/** Every feature folder, in order. */
export function loadFeatures(): readonly Feature[] {
  const features = [...featureFolders()].map(([name, { declaration }]) => toFeature(name, declaration as FeatureFile));
  return features.sort((a, b) => a.order - b.order || (a.name < b.name ? -1 : 1));
}

/**
 * Features in the order in which the values of an answer are told: what stands for one value and waits for nothing else comes
 * first, as what waits for more may come earlier among all features. A feature may be named twice.
 */
export function byChoice(features: readonly Feature[]): readonly Feature[] {
  const standsForValue = ({ when: [condition, ...others] }: Feature): boolean =>
    others.length === 0 && condition !== undefined && "is" in condition && condition.is.length === 1;
  return [...features.filter(standsForValue), ...features];
}

/** A feature from the content of its file; absent lists are empty. */
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
    limits: new Map(Object.entries(file.limits ?? {})),
    questions: new Set(file.questions ?? []),
  };
}

function toCondition(condition: ConditionInFile): Condition {
  return "supports" in condition ? { answer: condition.answer, is: snapStartRuntimes() } : condition;
}
