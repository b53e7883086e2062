import type { Answer, Ask, Feature } from "./feature.ts";
import type { Answers } from "./gather-answers.ts";
import { asksForFamilyOf } from "./runtime-choices.ts";

/**
 * Adds choices that the given answers imply: whoever gives the runtime python3.14 need not say that the language is
 * Python (nor with python3.9, so that the error lists Python's runtimes). A choice is implied if a feature that
 * requires it asks for a given key, with a value that it allows; it is left to its default if the default would do.
 */
export function withImplied(given: Answers, features: readonly Feature[]): Answers {
  const answers = new Map(given);
  for (const feature of features) {
    for (const [key, ask] of feature.asks) {
      if (answers.has(key) || ask["x-choices"] === undefined || ask.type !== "string") continue;
      const implied = [...given].flatMap(([name, answer]) =>
        commonChoices(
          features.filter(({ asks }) => isOffered(answer, asks.get(name)) || asksForFamilyOf(answer, asks.get(name))),
          key,
          features,
        ),
      );
      const [first] = implied;
      if (first !== undefined && !implied.includes(String(ask.default))) answers.set(key, first);
    }
  }
  return answers;
}

/** Whether the question exists and offers the answer, if it offers any. */
export function isOffered(answer: Answer, ask: Ask | undefined): boolean {
  return ask !== undefined && (ask.enum === undefined || ask.enum.some((value) => value === answer));
}

/** The choices that any of the features requires; empty if one of them requires none. */
function commonChoices(alternatives: readonly Feature[], key: string, features: readonly Feature[]): readonly string[] {
  const choices = alternatives.map((feature) => choicesOf(feature, key, features));
  return choices.some(({ length }) => length === 0) ? [] : choices.flat();
}

function choicesOf(feature: Feature, key: string, features: readonly Feature[]): readonly string[] {
  return feature.when.flatMap((condition) => {
    if ("is" in condition) return condition.answer === key ? condition.is : [];
    if ("above" in condition) return [];
    const bearers = features.filter(({ traits }) => traits.includes(condition.trait));
    return commonChoices(bearers, key, features);
  });
}
