import type { Answer, Ask, Condition, Feature, Limit } from "./feature.ts";

/** Answers by question key. */
export type Answers = ReadonlyMap<string, Answer>;

/** A question, and the feature that asks it. */
export interface Question {
  readonly key: string;
  readonly ask: Ask;
  /** Whether a person should decide it; otherwise the default is taken silently. */
  readonly isDecision: boolean;
}

/** The complete answers, and what they select. */
export interface Gathered {
  readonly answers: Answers;
  /** Every question that had to be answered, including those with given answers. */
  readonly asked: ReadonlyMap<string, Ask>;
  /** The features that the answers select, in order. */
  readonly features: readonly Feature[];
}

/** Answers a question; undefined leaves it open. */
export type Respond = (question: Question) => Promise<Answer | undefined>;

/**
 * Goes through the features in order, completes the given answers, and finds which features they select. A feature sees
 * only the answers of those before it, so what is asked may depend on previous answers. `respond` is called for every
 * answer that is not given. Given answers that belong to no feature are kept, for the check to report. A default gives
 * way to features' limits, unless somebody gave it as an answer (`said`).
 */
export async function gatherAnswers(
  features: readonly Feature[],
  given: Answers,
  respond: Respond,
  said: Answers = given,
): Promise<Gathered> {
  const answers = new Map(given);
  const asked = new Map<string, Ask>();
  const active: Feature[] = [];
  const limits: [string, Limit][] = [];
  const settle = async (key: string, general: Ask, isDecision: boolean): Promise<void> => {
    const ask = withDefault(general, answers, active);
    asked.set(key, ask);
    if (answers.has(key)) return;
    const answer = await respond({ key, ask, isDecision });
    if (answer !== undefined) answers.set(key, answer);
  };
  for (const feature of features) {
    if (!feature.when.every((condition) => holds(condition, answers, active))) continue;
    for (const [key, ask] of feature.switches) await settle(key, ask, feature.questions.has(key));
    if ([...feature.switches.keys()].some((key) => answers.get(key) !== true)) continue;
    active.push(feature);
    for (const [key, limit] of feature.limits) limits.push([key, limit]);
    for (const [key, ask] of feature.asks) await settle(key, ask, feature.questions.has(key));
  }
  keepWithin(limits, answers, asked, said);
  return { answers: inOrder(answers, asked), asked, features: active };
}

/** Narrows what is asked to what features allow, and moves the defaults among the answers with it. */
function keepWithin(
  limits: readonly (readonly [string, Limit])[],
  answers: Map<string, Answer>,
  asked: Map<string, Ask>,
  said: Answers,
): void {
  const moved = new Set<string>();
  for (const [key, limit] of limits) {
    const ask = asked.get(key);
    if (!ask) continue;
    asked.set(key, narrowed(ask, limit));
    const answer = answers.get(key);
    const allowed = within(answer, limit);
    if (allowed === answer || allowed === undefined || said.has(key)) continue;
    if (answer !== ask.default && !moved.has(key)) continue;
    answers.set(key, allowed);
    moved.add(key);
  }
}

/**
 * A question with one more limit; of two limits, the narrower applies. Its choices are reduced to those still allowed.
 */
function narrowed(ask: Ask, limit: Limit): Ask {
  const isWider = limit.maximum !== undefined && ask.maximum !== undefined && limit.maximum > ask.maximum;
  if (isWider) return ask;
  const left = ask.enum && limit.enum && ask.enum.filter((value) => limit.enum?.includes(value));
  return { ...ask, ...limit, ...(left && { enum: left }) };
}

/** The nearest answer within a limit. Only defaults are changed: given answers are reported. */
function within(answer: Answer | undefined, { minimum, maximum, const: only }: Limit): Answer | undefined {
  // Not switches and choices, which have already selected features.
  if (typeof answer === "string" && typeof only === "string") return only;
  if (typeof answer !== "number") return answer;
  return Math.min(Math.max(answer, minimum ?? answer), maximum ?? Number.POSITIVE_INFINITY);
}

/** Sorted as asked, with unasked ones at the end: the files must not depend on how answers were given. */
function inOrder(answers: Answers, asked: ReadonlyMap<string, Ask>): Answers {
  const ordered = [...asked.keys()].flatMap((key): [string, Answer][] => {
    const answer = answers.get(key);
    return answer === undefined ? [] : [[key, answer]];
  });
  return new Map([...ordered, ...answers]);
}

/** The valid answer nearest to a wrong one, if there is one. */
export function nearest(answer: Answer | undefined, ask: Ask): Answer | undefined {
  if (ask.const !== undefined) return ask.const;
  const allowed = within(answer, ask);
  return typeof allowed === "number" && Number.isInteger(allowed) && allowed !== answer ? allowed : undefined;
}

/** A question with the default that suits the answers so far. */
function withDefault(ask: Ask, answers: Answers, active: readonly Feature[]): Ask {
  const suited = ask["x-defaults"]?.find(({ when }) => holds(when, answers, active));
  return suited === undefined ? ask : { ...ask, default: suited.default };
}

function holds(condition: Condition, answers: Answers, active: readonly Feature[]): boolean {
  if ("trait" in condition) return active.some((feature) => feature.traits.includes(condition.trait));
  const answer = answers.get(condition.answer);
  if ("above" in condition) return amount(answer) > condition.above;
  const chosen = Array.isArray(answer) ? answer : [answer];
  return condition.is.some((value) => chosen.includes(value));
}

/** A number, or the number of a map's entries. */
function amount(answer: Answer | undefined): number {
  return typeof answer === "object" ? Object.keys(answer).length : Number(answer);
}
