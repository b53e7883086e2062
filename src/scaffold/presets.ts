import { readdirSync } from "node:fs";
import { didYouMean } from "../aws/did-you-mean.ts";
import { UserError } from "../user-error.ts";
import type { Answers } from "./gather-answers.ts";
import { readAnswersFile } from "./given-answers.ts";
import { packagePath } from "./package-files.ts";

/** The names of the presets: answers files that are shipped with the package. */
export function presetNames(): readonly string[] {
  return readdirSync(packagePath("templates", "presets"))
    .map((file) => file.replace(/\.json$/, ""))
    .sort();
}

/** The answers of a preset. Throws a UserError for an unknown name. */
export function presetAnswers(name: string): Answers {
  const names = presetNames();
  if (!names.includes(name)) {
    const near = didYouMean(name, names);
    throw new UserError(
      `${name} is not a preset: ${near === undefined ? `they are ${names.join(", ")}` : `did you mean ${near}?`}`,
    );
  }
  return readAnswersFile(packagePath("templates", "presets", `${name}.json`), `the preset ${name}`);
}
