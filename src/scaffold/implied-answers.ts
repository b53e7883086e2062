import type { Answer, Ask, Feature } from "./feature.ts";
import type { Answers } from "./gather-answers.ts";
import { asksForFamilyOf } from "./runtime-choices.ts";

/**
 * The given answers, and the choices that they imply: whoever names the runtime python3.14 need not say that the language
 * is Python (nor with python3.9, so that it is told of Python's runtimes). A choice is implied if a feature that waits for it
 * asks for a key that is given, with a value it allows; it is left to its default where the default does as well.
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

/** Whether there is such a question, and the answer is among those that it offers, if it offers any. */
export function isOffered(answer: Answer, ask: Ask | undefined): boolean {
  return ask !== undefined && (ask.enum === undefined || ask.enum.some((value) => value === answer));
}

/** The choices that the one or the other feature waits for; none if one of them does without. */
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
