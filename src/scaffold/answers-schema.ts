import { type Ask, byChoice, type Condition, type Feature } from "./feature.ts";

type Schema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema of an answers file, composed of the features' questions. An answer to a feature's question is allowed
 * only if the other answers select that feature. Committed as `schemas/answers.schema.json`.
 */
export function answersSchema(features: readonly Feature[]): Schema {
  const always = features.filter((feature) => feature.when.length === 0);
  const asks = always.flatMap((feature) => [...feature.switches, ...(feature.switches.size > 0 ? [] : feature.asks)]);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Answers for lambda-tf init",
    type: "object",
    properties: { $schema: { type: "string" }, ...properties(asks, features) },
    required: withoutDefault(asks),
    allOf: features.flatMap((feature) => conditionalAsks(feature, features)),
    unevaluatedProperties: false,
  };
}

/** A question including the values that features add to it. */
export function withChoices(key: string, ask: Ask, features: readonly Feature[]): Ask {
  // For a list that a feature limits, no further values are offered.
  if (ask["x-choices"] === undefined || ask.items) return ask;
  const values = byChoice(features).flatMap((feature) =>
    feature.when.flatMap((condition) => ("is" in condition && condition.answer === key ? condition.is : [])),
  );
  const choices = [...new Set(values)];
  return ask.type === "array" ? { ...ask, items: { type: "string", enum: choices } } : { ...ask, enum: choices };
}

function conditionalAsks(feature: Feature, features: readonly Feature[]): readonly Schema[] {
  const inWhole = feature.when.map((condition) => conditionSchema(condition, features));
  return [
    ...implication(inWhole, [...feature.switches], features),
    ...implication([...inWhole, ...switchedOn(feature)], [...feature.asks], features, feature.limits),
  ];
}

function implication(
  conditions: readonly Schema[],
  asks: readonly (readonly [string, Ask])[],
  features: readonly Feature[],
  limits: Feature["limits"] = new Map(),
): readonly Schema[] {
  if (conditions.length === 0 || asks.length + limits.size === 0) return [];
  const required = withoutDefault(asks);
  return [
    {
      if: conditions.length === 1 ? conditions[0] : { allOf: conditions },
      then: {
        properties: { ...properties(asks, features), ...Object.fromEntries(limits) },
        ...(required.length > 0 ? { required } : {}),
      },
    },
  ];
}

function conditionSchema(condition: Condition, features: readonly Feature[]): Schema {
  if ("trait" in condition) {
    const bearers = features.filter((feature) => feature.traits.includes(condition.trait));
    if (bearers.length === 0) throw new Error(`no feature has the trait ${condition.trait}`);
    return { anyOf: bearers.map((feature) => featureCondition(feature, features)) };
  }
  const ask = findAsk(condition.answer, features);
  if ("above" in condition && ask.type === "object")
    return conditionOn(condition.answer, { minProperties: condition.above + 1 }, false);
  if ("above" in condition) {
    const byDefault = typeof ask.default === "number" && ask.default > condition.above;
    return conditionOn(condition.answer, { exclusiveMinimum: condition.above }, byDefault);
  }
  const test = ask.type === "array" ? { contains: { enum: condition.is } } : { enum: condition.is };
  const defaults = Array.isArray(ask.default) ? ask.default : [ask.default];
  return conditionOn(
    condition.answer,
    test,
    condition.is.some((value) => defaults.includes(value)),
  );
}

/** If the answer is left out, its default decides. */
function conditionOn(answer: string, test: Schema, holdsByDefault: boolean): Schema {
  return { properties: { [answer]: test }, ...(holdsByDefault ? {} : { required: [answer] }) };
}

function featureCondition(feature: Feature, features: readonly Feature[]): Schema {
  return { allOf: [...feature.when.map((condition) => conditionSchema(condition, features)), ...switchedOn(feature)] };
}

function switchedOn(feature: Feature): readonly Schema[] {
  return [...feature.switches].map(([key, ask]) => ({
    properties: { [key]: { const: true } },
    ...(ask.default === true ? {} : { required: [key] }),
  }));
}

function findAsk(key: string, features: readonly Feature[]): Ask {
  for (const feature of features) {
    const ask = feature.asks.get(key);
    if (ask) return ask;
  }
  throw new Error(`no feature asks for ${key}`);
}

function properties(asks: readonly (readonly [string, Ask])[], features: readonly Feature[]): Schema {
  return Object.fromEntries(asks.map(([key, ask]) => [key, withChoices(key, ask, features)]));
}

function withoutDefault(asks: readonly (readonly [string, Ask])[]): readonly string[] {
  return asks.flatMap(([key, ask]) => (ask.default === undefined && ask["x-default"] === undefined ? [key] : []));
}
