import { type AnswerProblem, checkAnswers } from "../../src/scaffold/check-answers.ts";
import { defaultAnswer } from "../../src/scaffold/default-answer.ts";
import type { Answer, Feature } from "../../src/scaffold/feature.ts";
import { type Answers, type Gathered, gatherAnswers, type Question } from "../../src/scaffold/gather-answers.ts";
import { presetAnswers, presetNames } from "../../src/scaffold/presets.ts";
import { isIn, spaceOf } from "./choices.ts";
import { coveringRows, type Exclusion, type Way } from "./covering-array.ts";

export interface Combination extends Gathered {
  readonly name: string;
}

/** Every preset, and combinations in which every two choices that features offer occur together, if possible. */
export async function combinations(
  features: readonly Feature[],
): Promise<{ readonly rows: readonly Combination[]; readonly exclusions: readonly Exclusion[] }> {
  const presets = presetNames().map(async (name) => ({ name, ...(await complete(presetAnswers(name), features)) }));
  const { rows, exclusions } = await coveringRows(
    spaceOf(features),
    await Promise.all(presets),
    async (row) => ({ name: "", ...(await complete(answersOf(row), features)) }),
    isIn,
  );
  return { rows: rows.map((row, index) => ({ ...row, name: row.name || `${index - presets.length}` })), exclusions };
}

/** The answers that a row represents. */
export function answersOf(row: Way): Answers {
  const given = new Map<string, Answer>();
  for (const [parameter, { value }] of row) {
    const [key = "", member] = parameter.split(":");
    if (member === undefined) given.set(key, value);
    else if (value === true) given.set(key, [...[given.get(key) ?? []].flat().map(String), member]);
  }
  return given;
}

/** The completed answers, without those to questions that the others rule out. Throws if they are invalid. */
async function complete(given: Answers, features: readonly Feature[]): Promise<Gathered> {
  const { gathered, problems } = await attempt(given, features);
  const wrong = problems.filter(({ kind }) => kind !== "inactive");
  if (wrong.length > 0) throw new Error(wrong.map(({ message }) => message).join("\n"));
  return { ...gathered, answers: new Map([...gathered.answers].filter(([key]) => gathered.asked.has(key))) };
}

/** The answers, completed with examples, and the errors in them. */
export async function attempt(
  given: Answers,
  features: readonly Feature[],
): Promise<{ readonly gathered: Gathered; readonly problems: readonly AnswerProblem[] }> {
  const gathered = await gatherAnswers(features, given, exampleAnswer);
  return { gathered, problems: checkAnswers(gathered, features) };
}

async function exampleAnswer(question: Question): Promise<Answer> {
  const answer = question.ask.examples?.[0] ?? defaultAnswer(question, "/orders");
  if (answer === undefined) throw new Error(`${question.key} has no default: give it "examples" in its feature.json`);
  return answer;
}
