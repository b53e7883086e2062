import { withChoices } from "../../src/scaffold/answers-schema.ts";
import { checkAnswers } from "../../src/scaffold/check-answers.ts";
import { defaultAnswer } from "../../src/scaffold/default-answer.ts";
import type { Answer, Condition, Feature } from "../../src/scaffold/feature.ts";
import { type Gathered, gatherAnswers } from "../../src/scaffold/gather-answers.ts";
import { type Choice, coveringRows, type Parameter, type Row } from "./covering-array.ts";

/** Answers that have no default. */
const examples: ReadonlyMap<string, Answer> = new Map<string, Answer>([
  ["function_name", "orders"],
  ["alarm_topic_name", "alarms"],
  ["alarm_emails", ["operations@example.com"]],
  [
    "alb_listener_arn",
    "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/main/50dc6c495c0c9188/f2f7dc8efc522ab2",
  ],
  ["deployment_hook_name", "orders-check"],
  ["event_sources", ["com.example.orders"]],
  ["http_api_authorizer", "authorizer"],
  ["http_api_certificate_arn", "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012"],
  ["http_api_cors_origins", ["https://www.example.com"]],
  ["http_api_domain_name", "api.example.com"],
  ["http_api_jwt_audience", ["orders"]],
  ["http_api_jwt_issuer", "https://issuer.example.com"],
  ["organization", "acme"],
  ["state_bucket", "acme-state"],
  ["state_kms_key_arn", "arn:aws:kms:us-east-1:111122223333:alias/terraform-state"],
]);

/** Combinations of answers in which each two of the choices that features offer come together, if they can. */
export async function combinations(features: readonly Feature[]): Promise<readonly Gathered[]> {
  const rows = await coveringRows(parametersOf(features), {
    requires: (name, choice) => required(name, choice, features),
    effective: async (row) => {
      const gathered = await gatheredFrom(row, features);
      if (checkAnswers(gathered, features).some(({ kind }) => kind !== "inactive")) return undefined;
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

function required(name: string, choice: Choice, features: readonly Feature[]): Row {
  const [key = "", member] = name.split(":");
  const owner = features.find((feature) => feature.asks.has(key) || feature.switches.has(key));
  const called = features.filter((feature) =>
    feature.when.some(
      (condition) => "answer" in condition && condition.answer === key && condition.is.includes(member ?? `${choice}`),
    ),
  );
  const isOff = choice === false && member !== undefined;
  return new Map([
    ...(owner?.when ?? []).flatMap((condition) => satisfying(condition, features)),
    ...(owner?.switches.has(key) || owner === undefined
      ? []
      : [...owner.switches.keys()].map((each) => [each, true] as const)),
    ...(isOff ? [] : called.flatMap((feature) => constants(feature, features))),
  ]);
}

/** What makes a condition hold: the first way there is. */
function satisfying(condition: Condition, features: readonly Feature[]): readonly (readonly [string, Choice])[] {
  if ("answer" in condition) {
    const ask = features.map((feature) => feature.asks.get(condition.answer)).find((each) => each !== undefined);
    const [value = ""] = condition.is;
    return ask?.type === "array"
      ? [ask.default].flat().includes(value)
        ? []
        : [[`${condition.answer}:${value}`, true]]
      : [[condition.answer, value]];
  }
  const bearer = features.find(({ traits }) => traits.includes(condition.trait));
  if (!bearer) return [];
  return [
    ...bearer.when.flatMap((each) => satisfying(each, features)),
    ...[...bearer.switches.keys()].map((key) => [key, true] as const),
  ];
}

/** Answers that a feature, or one that waits for it, leaves no choice about. */
function constants(feature: Feature, features: readonly Feature[]): readonly (readonly [string, Choice])[] {
  const followers = features.filter((other) =>
    other.when.some((condition) => "trait" in condition && feature.traits.includes(condition.trait)),
  );
  return [feature, ...followers].flatMap((each) =>
    [...each.limits].flatMap(([key, limit]) => (limit.const === undefined ? [] : [[key, limit.const] as const])),
  );
}

async function gatheredFrom(row: Row, features: readonly Feature[]): Promise<Gathered> {
  const given = new Map<string, Answer>();
  for (const [name, choice] of row) {
    const [key = "", member] = name.split(":");
    if (member === undefined) given.set(key, choice);
    else if (choice === true) given.set(key, [...[given.get(key) ?? []].flat().map(String), member]);
  }
  const gathered = await gatherAnswers(
    features,
    given,
    async (question) => examples.get(question.key) ?? defaultAnswer(question, "/orders"),
  );
  return { ...gathered, answers: new Map([...gathered.answers].filter(([key]) => gathered.asked.has(key))) };
}
