import path from "node:path";
import { loadFeatures } from "../../scaffold/feature.ts";
import { parseSetOptions } from "../../scaffold/given-answers.ts";
import { answersForFeature } from "../../scaffold/named-feature.ts";
import { recordedAnswers } from "../../scaffold/recorded-answers.ts";
import type { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import { rewrite, type UpdateOptions } from "./update.ts";

/** `lambda-tf add FEATURE [directory]`: adds a feature to a module that init wrote, keeping its owner's edits. */
export async function runAdd(feature: string, directory: string, options: UpdateOptions, io: Io): Promise<ExitCode> {
  const features = loadFeatures();
  const recorded = recordedAnswers(path.resolve(io.cwd, directory), directory);
  const added = answersForFeature(feature, recorded, features);
  const changed = new Map([...added, ...parseSetOptions(options.set, features)]);
  return rewrite(`add ${feature}`, { directory, recorded, changed }, options, io);
}
