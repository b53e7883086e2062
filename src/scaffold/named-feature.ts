import { didYouMean } from "../aws/did-you-mean.ts";
import { UserError } from "../user-error.ts";
import { withChoices } from "./answers-schema.ts";
import type { Ask, Feature } from "./feature.ts";
import type { Answers } from "./gather-answers.ts";

/** What a feature is called on the command line, and the answers that call for it beside those that are there. */
interface Naming {
  readonly name: string;
  readonly answers: (present: Answers) => Answers;
}

/**
 * The answers that add a feature to a module: a choice of a list (`sqs` is one more trigger), a switch (`alarms`), or a
 * choice of its own (`canary` is a deployment). The first kind that has the name decides. Throws a UserError for a name
 * that none has.
 */
export function answersForFeature(name: string, present: Answers, features: readonly Feature[]): Answers {
  const all = namings(features);
  const found = all.find((naming) => naming.name === name);
  if (found) return found.answers(present);
  const names = [...new Set(all.map((naming) => naming.name))];
  const near = didYouMean(name, names);
  throw new UserError(
    `${name} is not a feature: ${near === undefined ? `they are ${names.join(", ")}` : `did you mean ${near}?`}`,
  );
}

function namings(features: readonly Feature[]): readonly Naming[] {
  const choices = features.flatMap((feature) => [...feature.asks].filter(([, ask]) => ask["x-choices"] !== undefined));
  const switches = features.flatMap((feature) => [...feature.switches.keys()]);
  return [
    ...choices.flatMap(([key, ask]) => (ask.type === "array" ? listChoices(key, ask, features) : [])),
    ...switches.map((key) => ({ name: key.replaceAll("_", "-"), answers: () => new Map([[key, true]]) })),
    ...choices.flatMap(([key, ask]) => (ask.type === "string" ? singleChoices(key, ask, features) : [])),
  ];
}

function listChoices(key: string, ask: Ask, features: readonly Feature[]): readonly Naming[] {
  const values = withChoices(key, ask, features).items?.enum ?? [];
  const defaults = Array.isArray(ask.default) ? ask.default : [];
  return values.map((name) => ({
    name,
    answers: (present) => {
      const answer = present.get(key);
      // What stands for "nothing yet" makes way.
      const kept = (Array.isArray(answer) ? answer : []).filter((value) => !defaults.includes(value));
      return new Map([[key, [...new Set([...kept, name])]]]);
    },
  }));
}

function singleChoices(key: string, ask: Ask, features: readonly Feature[]): readonly Naming[] {
  return (withChoices(key, ask, features).enum ?? []).map((name) => ({
    name,
    answers: () => new Map([[key, name]]),
  }));
}
