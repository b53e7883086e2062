import type { ErrorObject } from "ajv/dist/2020.js";
import { didYouMean } from "../aws/did-you-mean.ts";
import { withChoices } from "./answers-schema.ts";
import { answersValidator } from "./answers-validator.ts";
import type { Answer, Ask, Condition, Feature } from "./feature.ts";
import { type Answers, type Gathered, nearest } from "./gather-answers.ts";
import { endOf } from "./runtime-choices.ts";

/** A problem with one answer, as a sentence with the key, the value and what is allowed. */
export interface AnswerProblem {
  /** `inactive`: a question of a feature that the other answers do not select. */
  readonly kind: "invalid" | "missing" | "unknown" | "inactive";
  readonly key: string;
  readonly message: string;
  /** The right answer, if there is only one likely one. */
  readonly nearest?: Answer | undefined;
}

const LONGEST_SHOWN = 60;

/** Validates answers against `schemas/answers.schema.json`; each wrong key is reported once. */
export function checkAnswers(gathered: Gathered, features: readonly Feature[]): readonly AnswerProblem[] {
  const asks = new Map([...gathered.asked].map(([key, ask]) => [key, withChoices(key, ask, features)]));
  const problems = new Map<string, AnswerProblem>();
  const validate = answersValidator();
  validate(Object.fromEntries(gathered.answers));
  const found = [
    ...(validate.errors ?? []).map((error) => toProblem(error, gathered.answers, asks, features)),
    ...[...asks].map(([key, ask]) => toRepetition(key, ask, gathered.answers, features)),
  ];
  for (const problem of found) if (problem && !problems.has(problem.key)) problems.set(problem.key, problem);
  // The schema forbids these too, but validators treat keys such as `constructor` differently.
  const superfluous = [...gathered.answers.keys()].filter((key) => !asks.has(key));
  return [...problems.values(), ...superfluous.map((key) => toSuperfluous(key, asks, features))];
}

/** Undefined for errors that are consequences of others. */
function toProblem(
  error: ErrorObject,
  answers: Answers,
  asks: ReadonlyMap<string, Ask>,
  features: readonly Feature[],
): AnswerProblem | undefined {
  const [, pointer] = error.instancePath.split("/");
  const key = pointer ?? (error.keyword === "required" ? String(error.params.missingProperty) : "");
  const ask = asks.get(key);
  if (!ask) return undefined;
  if (pointer === undefined) return { kind: "missing", key, message: `${key} is missing: it must be ${expected(ask)}` };
  const answer = answers.get(key);
  return { kind: "invalid", key, message: invalid(key, answer, ask, features), nearest: nearest(answer, ask) };
}

/** An answer that must differ from another question's but does not: JSON Schema cannot compare two answers. */
function toRepetition(
  key: string,
  ask: Ask,
  answers: Answers,
  features: readonly Feature[],
): AnswerProblem | undefined {
  const other = ask["x-unlike"];
  if (other === undefined || answers.get(key) !== answers.get(other)) return undefined;
  return { kind: "invalid", key, message: invalid(key, answers.get(key), ask, features) };
}

function toSuperfluous(key: string, asks: ReadonlyMap<string, Ask>, features: readonly Feature[]): AnswerProblem {
  const owner = features.find((feature) => feature.asks.has(key) || feature.switches.has(key));
  if (owner) {
    return { kind: "inactive", key, message: `${key} is only asked with ${describeWhen(owner, key, features)}` };
  }
  const all = new Set(features.flatMap((feature) => [...feature.asks.keys(), ...feature.switches.keys()]));
  const begun = [...all].filter((other) => other.startsWith(`${key}_`));
  const suggestion =
    didYouMean(key, asks.keys()) ??
    didYouMean(key, all) ??
    ([begun, withPart(key, asks.keys())].map((keys) => keys.join(" or ")).find((text) => text !== "") || undefined);
  const hint = suggestion ? `did you mean ${suggestion}?` : `the keys are ${[...asks.keys()].join(", ")}`;
  return { kind: "unknown", key, message: `${shownKey(key)} is not a key of the answers: ${hint}` };
}

/** The keys that contain what was given, if they are few: `deployment` for `deploy`, `terraform_tests` for `tests`. */
function withPart(given: string, keys: Iterable<string>): readonly string[] {
  const found = given.length < 4 ? [] : [...keys].filter((key) => key.includes(given));
  return found.length <= 3 ? found : [];
}

/**
 * When a feature is active. Without a `key`, or for a key that the feature asks once switched on, this includes its
 * switches.
 */
function describeWhen(feature: Feature, key: string | undefined, features: readonly Feature[]): string {
  const conditions = feature.when.map((condition) => describeCondition(condition, features));
  const isSwitch = key !== undefined && feature.switches.has(key);
  const switched = isSwitch ? [] : [...feature.switches.keys()].map((name) => `${name}=true`);
  const all = [...switched, ...conditions].filter((words) => words !== "");
  const isChoice = (words: string): boolean => words.includes(", or ");
  const plain = all.filter((words) => !isChoice(words)).join(" and ");
  // Apart from the rest, as an "or" would otherwise seem to end at the next "and".
  return [plain, ...all.filter(isChoice)].filter((words) => words !== "").join(", and with ");
}

function describeCondition(condition: Condition, features: readonly Feature[]): string {
  if ("is" in condition) return `${condition.answer}=${condition.is.join(" or ")}`;
  if ("above" in condition) {
    const { answer, above } = condition;
    const isMap = features.some(({ asks }) => asks.get(answer)?.type === "object");
    return isMap ? `more than ${above} entries of ${answer}` : `${answer} above ${above}`;
  }
  if (condition["x-form"] !== undefined) return condition["x-form"];
  const bearers = features.filter((feature) => feature.traits.includes(condition.trait));
  return either(bearers.map((bearer) => describeWhen(bearer, undefined, features)));
}

/** One of the conditions: `a=1 or 2` if all are about one answer, as `a=1, or a=2` cannot be combined with an "and". */
function either(conditions: readonly string[]): string {
  const parts = conditions.map((condition) => /^(\w+)=((?:(?! and )[^,])+)$/.exec(condition)?.slice(1) ?? []);
  const [key] = parts[0] ?? [];
  const isOfOneAnswer = key !== undefined && parts.every(([name]) => name === key);
  return isOfOneAnswer ? `${key}=${parts.map(([, value]) => value).join(" or ")}` : conditions.join(", or ");
}

function invalid(key: string, got: Answer | undefined, ask: Ask, features: readonly Feature[]): string {
  const wrong = `${key} must be ${expected(ask)}, not ${shown(got)}`;
  if (ask.type === "object" && typeof got === "string") return `${wrong}: an entry is given as ${key}.NAME=value`;
  return `${wrong}${remark(key, got, ask, features)}`;
}

/** Why a value is not among the choices, or which one was probably meant. */
function remark(key: string, got: Answer | undefined, ask: Ask, features: readonly Feature[]): string {
  const choices = ask.items?.enum ?? ask.enum;
  const words = (Array.isArray(got) ? got : [got]).filter((word) => typeof word === "string");
  const wrong = words.find((word) => !choices?.includes(word));
  if (choices === undefined || wrong === undefined) return "";
  const owners = features.filter((feature) => feature.asks.get(key)?.enum?.includes(wrong));
  if (owners.length > 0)
    return `, which goes with ${either(owners.map((owner) => describeWhen(owner, undefined, features)))}`;
  const ended = ask["x-runtimes"] && endOf(wrong);
  if (ended !== undefined) return `, which AWS supported until ${ended}`;
  const suggestion = didYouMean(wrong, choices.map(String));
  return suggestion ? ` (did you mean ${suggestion}?)` : "";
}

/** What an answer may be, in words that follow "must be". */
export function expected(ask: Ask): string {
  if (ask.items?.enum) return `a list from ${ask.items.enum.join(", ")}${ask["x-form"] ? `; ${ask["x-form"]}` : ""}`;
  if (ask["x-form"]) return ask["x-form"];
  if (ask.enum) return `one of ${ask.enum.join(", ")}`;
  if (ask.type === "integer") return `a whole number from ${ask.minimum} to ${ask.maximum}`;
  if (ask.type === "boolean") return "true or false";
  return ask.maxLength === undefined ? "a text" : `a text of at most ${ask.maxLength} characters`;
}

function shownKey(key: string): string {
  return /^[\w.$-]{1,60}$/.test(key) ? key : shown(key);
}

function shown(value: unknown): string {
  // A map may contain lists; anything deeper is not worth showing.
  const parts = partsOf(value).flatMap((part) => (Array.isArray(part) && !Array.isArray(value) ? part : [part]));
  if (parts.some((part) => typeof part === "object" && part !== null)) return "something nested";
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

const partsOf = (value: unknown): readonly unknown[] =>
  typeof value === "object" && value !== null ? Object.values(value) : [];
