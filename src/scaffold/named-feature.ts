import { didYouMean } from "../aws/did-you-mean.ts";
import { grouped } from "../grouped.ts";
import { UserError } from "../user-error.ts";
import { withChoices } from "./answers-schema.ts";
import type { Ask, Feature } from "./feature.ts";
import type { Answers } from "./gather-answers.ts";

/** A feature's name on the command line, and the answers that select it in addition to the present ones. */
interface Naming {
  readonly name: string;
  /** The question that it is a choice of; undefined for a feature that a yes-or-no question turns on. */
  readonly question?: string;
  readonly answers: (present: Answers) => Answers;
}

/** A choice of some questions that selects no feature. */
const NOTHING = "none";

/**
 * The answers that add a feature to a module: an element of a list (`sqs` is one more trigger), a switch (`alarms`), or
 * a choice (`canary` is a deployment). The first of these kinds that has the name decides. Throws a UserError for an
 * unknown name.
 */
export function answersForFeature(name: string, present: Answers, features: readonly Feature[]): Answers {
  const all = namings(features).filter((naming) => naming.name.toLowerCase() !== NOTHING);
  const found = all.find((naming) => naming.name === name);
  if (found) return found.answers(present);
  const near = didYouMean(
    name,
    all.map((naming) => naming.name),
  );
  throw new UserError(
    `${name} is not a feature: ${near === undefined ? `they are\n${list(all)}` : `did you mean ${near}?`}`,
  );
}

/** The names, with those of one question on a line. */
function list(namings: readonly Naming[]): string {
  const groups = grouped(namings, ({ question }) => [question ?? "yes or no"]);
  return [...groups]
    .map(([question, group]) => `  ${question}: ${group.map(({ name }) => name).join(", ")}`)
    .join("\n");
}

function namings(features: readonly Feature[]): readonly Naming[] {
  const choices = features.flatMap((feature) => [...feature.asks].filter(([, ask]) => ask["x-choices"] !== undefined));
  const single = choices.flatMap(([key, ask]) => (ask.type === "string" ? singleChoices(key, ask, features) : []));
  const switches = features.flatMap((feature) => [...feature.switches.keys()]);
  return [
    ...choices.flatMap(([key, ask]) => (ask.type === "array" ? listChoices(key, ask, features) : [])),
    ...switches.map((key) => ({ name: key.replaceAll("_", "-"), answers: () => new Map([[key, true]]) })),
    // A name that several questions offer (an "existing" topic, or queue) is ambiguous.
    ...single.filter(({ name }) => single.filter((other) => other.name === name).length === 1),
  ];
}

function listChoices(key: string, ask: Ask, features: readonly Feature[]): readonly Naming[] {
  const values = withChoices(key, ask, features).items?.enum ?? [];
  const defaults = Array.isArray(ask.default) ? ask.default : [];
  return values.map((name) => ({
    name,
    question: key,
    answers: (present) => {
      const answer = present.get(key);
      // A default that means "nothing" is dropped.
      const kept = (Array.isArray(answer) ? answer : []).filter((value) => !defaults.includes(value));
      return new Map([[key, [...new Set([...kept, name])]]]);
    },
  }));
}

function singleChoices(key: string, ask: Ask, features: readonly Feature[]): readonly Naming[] {
  return (withChoices(key, ask, features).enum ?? []).map((name) => ({
    name,
    question: key,
    answers: () => new Map([[key, name]]),
  }));
}
