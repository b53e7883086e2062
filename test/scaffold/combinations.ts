import { withChoices } from "../../src/scaffold/answers-schema.ts";
import { checkAnswers } from "../../src/scaffold/check-answers.ts";
import { defaultAnswer } from "../../src/scaffold/default-answer.ts";
import type { Answer, Condition, Feature } from "../../src/scaffold/feature.ts";
import { type Gathered, gatherAnswers, type Question } from "../../src/scaffold/gather-answers.ts";
import { type Choice, coveringRows, type Parameter, type Row } from "./covering-array.ts";

/** Combinations of answers in which each two of the choices that features offer come together, if they can. */
export async function combinations(features: readonly Feature[]): Promise<readonly Gathered[]> {
  const rows = await coveringRows(parametersOf(features), {
    requires: (name, choice) => required(name, choice, features),
    effective: async (row) => {
      const gathered = await gatheredFrom(row, features);
      const problems = checkAnswers(gathered, features).filter(({ kind }) => kind !== "inactive");
      if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join("\n"));
      return new Map([...row].filter(([name]) => gathered.asked.has(name.split(":")[0] ?? "")));
    },
  });
  return Promise.all(rows.map((row) => gatheredFrom(row, features)));
}

/** Switches, choices, and each choice of a list as a switch of its own (`triggers:sqs`). */
function parametersOf(features: readonly Feature[]): readonly Parameter[] {
  return features.flatMap((feature) => [
    ...[...feature.switches.keys()].map((name) => ({ name, values: [true, false] })),
    ...[...feature.asks].flatMap(([name, ask]): Parameter[] => {
      if (ask["x-choices"] === undefined) return [];
      const choices = withChoices(name, ask, features);
      if (ask.type === "string") return [{ name, values: choices.enum ?? [] }];
      return (choices.items?.enum ?? [])
        .filter((value) => ![ask.default].flat().includes(value))
        .map((value) => ({ name: `${name}:${value}`, values: [true, false] }));
    }),
  ]);
}

/** Choices that go together. */
type Way = readonly (readonly [string, Choice])[];

function required(name: string, choice: Choice, features: readonly Feature[]): readonly Row[] {
  const [key = ""] = name.split(":");
  const owner = features.find((feature) => feature.asks.has(key) || feature.switches.has(key));
  const switches = owner?.asks.has(key) ? [...owner.switches.keys()].map((each) => [each, true] as const) : [];
  const excluding = features.filter(({ limits }) => limits.get(key)?.enum?.includes(`${choice}`) === false);
  const without = excluding.flatMap((feature) => others(feature, features));
  return waysToMeet(owner?.when ?? [], features).map((way) => {
    const chosen = [...way, ...switches, ...without];
    const bound = [...chosen, [name, choice] as const].flatMap((each) => boundBy(...each, features));
    return new Map([...chosen, ...bound]);
  });
}

/** What a choice leaves no choice about, by the features that it calls for. */
function boundBy(name: string, choice: Choice, features: readonly Feature[]): Way {
  if (choice === false) return [];
  const [key = "", member = `${choice}`] = name.split(":");
  const called = features.filter(
    ({ when, switches }) =>
      switches.has(key) ||
      when.some((condition) => "is" in condition && condition.answer === key && condition.is.includes(member)),
  );
  return called.flatMap((feature) => constants(feature, features));
}

/** Choices beside which a feature is no part of a module: off, or another one wherever it waits for a choice. */
function others(feature: Feature, features: readonly Feature[]): Way {
  if (feature.switches.size > 0) return [...feature.switches.keys()].map((key) => [key, false] as const);
  return feature.when.flatMap((condition) => {
    if (!("is" in condition)) return [];
    const ask = features.find(({ asks }) => asks.has(condition.answer))?.asks.get(condition.answer);
    const other =
      ask && withChoices(condition.answer, ask, features).enum?.find((value) => !condition.is.includes(value));
    return other === undefined ? [] : [[condition.answer, other] as const];
  });
}

function waysToMeet(conditions: readonly Condition[], features: readonly Feature[]): readonly Way[] {
  return conditions.reduce<readonly Way[]>(
    (ways, condition) => ways.flatMap((way) => waysOf(condition, features).map((more) => [...way, ...more])),
    [[]],
  );
}

function waysOf(condition: Condition, features: readonly Feature[]): readonly Way[] {
  if ("above" in condition) return []; // numbers keep their defaults here
  if ("is" in condition) {
    const askers = features.filter(({ asks }) => asks.has(condition.answer));
    const ask = askers[0]?.asks.get(condition.answer);
    return condition.is.flatMap((value): readonly Way[] => {
      if (ask?.type === "array") {
        return [[ask.default].flat().includes(value) ? [] : [[`${condition.answer}:${value}`, true]]];
      }
      // Several features may ask for it, each with values of its own: the runtimes of a language.
      const offering = askers.filter(({ asks }) => asks.get(condition.answer)?.enum?.includes(value) ?? true);
      return offering.flatMap(({ when }) =>
        waysToMeet(when, features).map((way): Way => [...way, [condition.answer, value]]),
      );
    });
  }
  const bearers = features.filter(({ traits }) => traits.includes(condition.trait));
  return bearers.flatMap((bearer) =>
    waysToMeet(bearer.when, features).map((way) => [
      ...way,
      ...[...bearer.switches.keys()].map((key) => [key, true] as const),
      ...constants(bearer, features),
    ]),
  );
}

/** Answers that a feature, or one that waits for it, leaves no choice about. */
function constants(feature: Feature, features: readonly Feature[]): Way {
  const followers = features.filter((other) =>
    other.when.some((condition) => "trait" in condition && feature.traits.includes(condition.trait)),
  );
  return [feature, ...followers].flatMap((each) =>
    [...each.limits].flatMap(([key, limit]) => (typeof limit.const === "boolean" ? [[key, limit.const] as const] : [])),
  );
}

async function answered(question: Question): Promise<Answer> {
  const answer = question.ask.examples?.[0] ?? defaultAnswer(question, "/orders");
  if (answer === undefined) throw new Error(`${question.key} has no default: give it "examples" in its feature.json`);
  return answer;
}

async function gatheredFrom(row: Row, features: readonly Feature[]): Promise<Gathered> {
  const given = new Map<string, Answer>();
  for (const [name, choice] of row) {
    const [key = "", member] = name.split(":");
    if (member === undefined) given.set(key, choice);
    else if (choice === true) given.set(key, [...[given.get(key) ?? []].flat().map(String), member]);
  }
  const gathered = await gatherAnswers(features, given, answered);
  return { ...gathered, answers: new Map([...gathered.answers].filter(([key]) => gathered.asked.has(key))) };
}
