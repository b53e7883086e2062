import type { Answer, Ask, Feature } from "./feature.ts";
import type { Answers } from "./gather-answers.ts";

/**
 * The given answers, and the choices that they imply: whoever names the runtime python3.14 need not say that the language
 * is Python. A choice is implied if a feature that waits for it asks for a key that is given, with a value it allows; it
 * is left to its default where the default does as well.
 */
export function withImplied(given: Answers, features: readonly Feature[]): Answers {
  const answers = new Map(given);
  for (const feature of features) {
    for (const [key, ask] of feature.asks) {
      if (answers.has(key) || ask["x-choices"] === undefined || ask.type !== "string") continue;
      const implied = features
        .filter((other) => isHintedAt(other, given))
        .flatMap((other) => choicesOf(other, key, features));
      const [first] = implied;
      if (first !== undefined && !implied.includes(String(ask.default))) answers.set(key, first);
    }
  }
  return answers;
}

function isHintedAt(feature: Feature, given: Answers): boolean {
  return [...feature.asks].some(([key, ask]) => isAllowed(given.get(key), ask));
}

function isAllowed(answer: Answer | undefined, ask: Ask): boolean {
  return answer !== undefined && (ask.enum === undefined || ask.enum.some((value) => value === answer));
}

function choicesOf(feature: Feature, key: string, features: readonly Feature[]): readonly string[] {
  return feature.when.flatMap((condition) => {
    if ("is" in condition) return condition.answer === key ? condition.is : [];
    if ("above" in condition) return [];
    const bearers = features.filter(({ traits }) => traits.includes(condition.trait));
    return bearers.flatMap((bearer) => choicesOf(bearer, key, features));
  });
}
