import * as clack from "@clack/prompts";
import { withChoices } from "./answers-schema.ts";
import { expected } from "./check-answers.ts";
import { type Answer, type Ask, byChoice, type Feature } from "./feature.ts";
import type { Question } from "./gather-answers.ts";
import { fromText } from "./given-answers.ts";

/** Where questions are asked, and in which language. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: Pick<NodeJS.WritableStream, "write">;
  readonly language: "en" | "ja";
}

/** The person cancelled (Ctrl-C or Escape). */
export class QuestionsLeft extends Error {}

/** Asks a person and waits for a valid answer; throws QuestionsLeft if the person cancels. */
export async function askPerson(
  { key, ask }: Question,
  suggested: Answer | undefined,
  features: readonly Feature[],
  terminal: Terminal,
): Promise<Answer> {
  const complete = withChoices(key, ask, features);
  // clack's types ask for node's stream classes, but it only reads and writes.
  const streams = { input: terminal.input as never, output: terminal.output as never };
  const message = messageOf(complete, terminal);
  const label = (value: string) => labelOf(key, value, features, terminal);
  const answer = await prompt({ ask: complete, message, suggested, label }, streams);
  if (typeof answer === "symbol") throw new QuestionsLeft(); // clack's symbol for a cancelled prompt
  if (Array.isArray(answer) && ask["x-choices"]) return withoutNone(answer, ask);
  return typeof answer === "string" ? fromText(answer, complete) : answer;
}

/** The chosen values without the one that means "none", which is preselected, if others were chosen. */
function withoutNone(chosen: readonly string[], { default: none }: Ask): readonly string[] {
  const others = chosen.filter((value) => !(Array.isArray(none) && none.includes(value)));
  return others.length > 0 ? others : chosen;
}

type Streams = Pick<clack.TextOptions, "input" | "output">;

/** A question in the person's language. */
interface WordedQuestion {
  readonly ask: Ask;
  readonly message: string;
  readonly suggested: Answer | undefined;
  /** The label of a choice. */
  readonly label: (value: string) => string;
}

function prompt(
  { ask, message, suggested, label }: WordedQuestion,
  streams: Streams,
): Promise<string | boolean | string[] | symbol> {
  const toOption = (value: string) => ({ value, label: label(value) });
  if (ask.type === "boolean") {
    return clack.confirm({ message, initialValue: suggested === true, ...streams });
  }
  if (ask.items?.enum) {
    const initialValues = Array.isArray(suggested) ? suggested : [];
    return clack.multiselect({
      message,
      options: ask.items.enum.map(toOption),
      initialValues,
      required: true,
      ...streams,
    });
  }
  if (ask.enum) {
    const initialValue = String(suggested);
    return clack.select({ message, options: ask.enum.map(toOption), initialValue, ...streams });
  }
  const initialValue = suggested === undefined ? "" : String(suggested);
  const placeholder = String(ask.examples?.[0] ?? "");
  return clack.text({
    message,
    initialValue,
    placeholder,
    validate: (text) => problemWith(text ?? "", ask),
    ...streams,
  });
}

function messageOf(ask: Ask, { language }: Terminal): string {
  const title = language === "ja" ? ask["x-title-ja"] : ask.title;
  return ask.description && language === "en" ? `${title} (${ask.description})` : title;
}

/** The label of a choice: the title of the feature that it selects. */
function labelOf(key: string, value: string, features: readonly Feature[], { language }: Terminal): string {
  const chosen = byChoice(features).find((feature) =>
    feature.when.some((condition) => "is" in condition && condition.answer === key && condition.is.includes(value)),
  );
  const title = language === "ja" ? chosen?.["x-title-ja"] : chosen?.title;
  return title ? `${value}: ${title}` : value;
}

/** Why a typed text is not a valid answer, so that the person can correct it at once. */
function problemWith(text: string, ask: Ask): string | undefined {
  const answer = fromText(text, ask);
  const isRight =
    typeof answer === "number"
      ? answer >= (ask.minimum ?? answer) && answer <= (ask.maximum ?? answer)
      : Array.isArray(answer)
        ? answer.every((item) => new RegExp(ask.items?.pattern ?? "", "u").test(item))
        : ask.type === "string" &&
          new RegExp(ask.pattern ?? "", "u").test(text) &&
          text.length <= (ask.maxLength ?? 1024);
  return isRight ? undefined : `Must be ${expected(ask)}`;
}
