import { withChoices } from "../../src/scaffold/answers-schema.ts";
import type { Ask, Condition, Feature, Limit } from "../../src/scaffold/feature.ts";
import type { Gathered } from "../../src/scaffold/gather-answers.ts";
import { type Choice, clash, nameOf, type Space, type Wanted, type Way } from "./covering-array.ts";

/**
 * The choices that features offer: each value of a question with a few values, yes and no, each member of a list as a
 * separate yes or no (`triggers:sqs`), and each feature that is not in every module (`feature:alias`).
 */
export function spaceOf(features: readonly Feature[]): Space {
  const asked = features.flatMap((feature) =>
    [...feature.switches, ...feature.asks].flatMap(([key, ask]) => choicesOfAsk(key, withChoices(key, ask, features))),
  );
  const optional = features.filter(({ when, switches }) => when.length + switches.size > 0);
  const inModule = optional.map(({ name }) => ({ parameter: `feature:${name}`, value: true }));
  const choices = new Map([...asked, ...inModule].map((choice) => [nameOf(choice), choice]));
  const ways = new Map([...choices].map(([name, choice]) => [name, waysOfChoice(choice, features)]));
  const lists = features.flatMap(({ asks }) =>
    [...asks].flatMap(([key, ask]) => {
      const members = ask["x-choices"] && withChoices(key, ask, features).items?.enum;
      return members ? [members.map((member) => `${key}:${member}`)] : [];
    }),
  );
  const traits = new Set(features.flatMap((feature) => feature.traits));
  const bearers = new Map([...traits].map((trait) => [trait, features.filter((each) => each.traits.includes(trait))]));
  const narrowings = features.filter(({ limits }) => limits.size > 0).map((feature) => narrowingBy(feature, lists));
  return {
    choices: [...choices.values()],
    ways: (choice) => ways.get(nameOf(choice)) ?? [],
    entailed: (way) => new Map([...narrowed(way, narrowings, bearers), ...crowdingOut(way, lists)]),
  };
}

/** Whether a module has a choice. */
export function isIn({ asked, answers, features }: Gathered, { parameter, value }: Choice): boolean {
  const [key = "", member] = parameter.split(":");
  if (key === "feature") return features.some(({ name }) => name === member);
  if (!asked.has(key)) return false;
  const answer = answers.get(key);
  return member === undefined ? answer === value : Array.isArray(answer) && answer.includes(member) === value;
}

/** The choices of a question, the simplest first: the default, and no optional part. */
function choicesOfAsk(key: string, ask: Ask): readonly Choice[] {
  if (ask.type === "boolean") return [false, true].map((value) => ({ parameter: key, value }));
  if (ask.type === "string")
    return (ask.enum ?? []).map((value) => ({ parameter: key, value, isDetail: !ask["x-choices"] }));
  return (ask.items?.enum ?? []).flatMap((member) => {
    const parameter = `${key}:${member}`;
    return ask["x-choices"]
      ? [false, true].map((value) => ({ parameter, value }))
      : [{ parameter, value: true, isDetail: true }];
  });
}

function waysOfChoice({ parameter, value }: Choice, features: readonly Feature[]): readonly Way[] {
  const [key = "", member] = parameter.split(":");
  if (key === "feature")
    return features.filter(({ name }) => name === member).flatMap((one) => waysInto(one, features));
  return waysToAnswer(key, member ?? value, value !== false, undefined, features);
}

/** The ways in which a feature can become part of a module. */
function waysInto(feature: Feature, features: readonly Feature[]): readonly Way[] {
  const switches = [...feature.switches.keys()].map((key) => [key, true] as const);
  return both(waysToMeet(feature, features), [wayOf(feature.name, switches)]);
}

/** The ways to meet all conditions of a feature. */
function waysToMeet({ name, when }: Feature, features: readonly Feature[]): readonly Way[] {
  return when.reduce<readonly Way[]>((ways, condition) => both(ways, waysOf(condition, name, features)), [new Map()]);
}

function waysOf(condition: Condition, by: string, features: readonly Feature[]): readonly Way[] {
  if ("above" in condition) return waysToAnswer(condition.answer, condition.above + 1, true, by, features);
  return "answer" in condition
    ? condition.is.flatMap((value) => waysToAnswer(condition.answer, value, true, by, features))
    : features.filter(({ traits }) => traits.includes(condition.trait)).flatMap((bearer) => waysInto(bearer, features));
}

/** The ways in which a question is asked and has this answer; a list contains the value, or does not. */
function waysToAnswer(
  key: string,
  value: Choice["value"],
  isHeld: boolean,
  by: string | undefined,
  features: readonly Feature[],
): readonly Way[] {
  return features.flatMap((feature) => {
    const name = by ?? feature.name;
    if (feature.switches.has(key)) return both(waysToMeet(feature, features), [wayOf(name, [[key, value]])]);
    const ask = feature.asks.get(key);
    // Several features may ask the question, each with its own values, such as the runtimes of a language.
    if (!ask || !(ask.enum?.some((offered) => offered === value) ?? true)) return [];
    // A map is answered by its example.
    if (ask.type === "object") return waysInto(feature, features);
    const answers =
      ask.type === "array" ? waysToHold(key, ask, `${value}`, isHeld, features) : [[[key, value] as const]];
    return both(
      waysInto(feature, features),
      answers.map((answer) => wayOf(name, answer)),
    );
  });
}

type Answered = readonly (readonly [string, Choice["value"]])[];

/** A list that chooses features is not empty: without another choice it contains its default, and only that. */
function waysToHold(
  key: string,
  ask: Ask,
  member: string,
  isHeld: boolean,
  features: readonly Feature[],
): readonly Answered[] {
  if (!ask["x-choices"]) return [[[`${key}:${member}`, isHeld]]];
  const parameter = (each: string) => `${key}:${each}`;
  const members = withChoices(key, ask, features).items?.enum ?? [];
  const defaults = members.filter((each) => [ask.default].flat().includes(each));
  const others = members.filter((each) => each !== member && !defaults.includes(each));
  const isDefault = defaults.includes(member);
  if (isHeld)
    return [
      [[parameter(member), true], ...(isDefault ? others : defaults).map((each) => [parameter(each), false] as const)],
    ];
  // The list needs another member instead.
  if (isDefault || defaults.length === 0)
    return others.map((each) => [
      [parameter(member), false],
      [parameter(each), true],
    ]);
  return [[[parameter(member), false]]];
}

function wayOf(by: string, answered: Answered): Way {
  return new Map(answered.map(([parameter, value]) => [parameter, { value, by }]));
}

/** The consistent combinations of two sets of ways, each once. */
function both(some: readonly Way[], others: readonly Way[]): readonly Way[] {
  const ways = new Map<string, Way>();
  for (const one of some) {
    for (const other of others) {
      if (clash(one, other) !== undefined) continue;
      const way = new Map([...one, ...other]);
      const wanted = JSON.stringify([...way].map(([parameter, { value }]) => [parameter, value]).sort());
      if (!ways.has(wanted)) ways.set(wanted, way);
    }
  }
  return [...ways.values()];
}

/**
 * Once a list has many members, all others are excluded: tests of large modules take Terraform longer, and small
 * modules are enough for all pairs.
 */
function crowdingOut(way: Way, lists: readonly (readonly string[])[]): Way {
  const crowded = lists.filter(
    (members) => members.filter((each) => way.get(each)?.value === true).length >= MOST_MEMBERS,
  );
  const others = crowded.flat().filter((each) => !way.has(each));
  return new Map(others.map((each) => [each, { value: false, by: "combinations" }]));
}

const MOST_MEMBERS = 5;

/** The features with each trait. */
type Bearers = ReadonlyMap<string, readonly Feature[]>;

/** The choices that a feature determines once it is in a module. */
interface Narrowing {
  readonly feature: Feature;
  /** The members that lists may not contain together with it; computed once, as there are tens of thousands of ways. */
  readonly leftOut: Way;
  readonly limits: readonly (readonly [key: string, limit: Limit])[];
}

function narrowingBy(feature: Feature, lists: readonly (readonly string[])[]): Narrowing {
  const leftOut = [...feature.limits].flatMap(([key, { items }]) => {
    if (!items?.enum) return [];
    const kept = new Set(items.enum.map((member) => `${key}:${member}`));
    return lists.flat().filter((member) => member.startsWith(`${key}:`) && !kept.has(member));
  });
  return {
    feature,
    leftOut: wayOf(
      feature.name,
      leftOut.map((member) => [member, false]),
    ),
    limits: [...feature.limits].filter(([, { items }]) => !items?.enum),
  };
}

/** The choices that the features that are certainly in a module determine, and what they exclude. */
function narrowed(way: Way, narrowings: readonly Narrowing[], bearers: Bearers): Way {
  const left = new Map<string, Wanted>();
  for (const { feature, leftOut, limits } of narrowings) {
    if (!isSure(feature, way, bearers)) continue;
    for (const [member, wanted] of leftOut) left.set(member, wanted);
    for (const [key, limit] of limits) {
      const value = nearest(way.get(key)?.value, limit);
      if (value !== undefined) left.set(key, { value, by: feature.name });
    }
  }
  return left;
}

function nearest(chosen: Choice["value"] | undefined, limit: Limit): Choice["value"] | undefined {
  if (limit.const !== undefined) return limit.const;
  if (typeof chosen === "string" && limit.enum?.includes(chosen) === false) return limit.enum[0];
  if (typeof chosen !== "number") return undefined;
  return Math.min(Math.max(chosen, limit.minimum ?? chosen), limit.maximum ?? Infinity);
}

function isSure({ when, switches }: Feature, way: Way, bearers: Bearers): boolean {
  for (const key of switches.keys()) if (way.get(key)?.value !== true) return false;
  return when.every((condition) => isSurelyMet(condition, way, bearers));
}

function isSurelyMet(condition: Condition, way: Way, bearers: Bearers): boolean {
  if ("trait" in condition)
    return bearers.get(condition.trait)?.some((bearer) => isSure(bearer, way, bearers)) ?? false;
  const chosen = way.get(condition.answer)?.value;
  if ("above" in condition) return typeof chosen === "number" && chosen > condition.above;
  return condition.is.some((value) => value === chosen || way.get(`${condition.answer}:${value}`)?.value === true);
}
