import { type Judgement, judgeRejected } from "../hcl/index.ts";
import type { Finding } from "../report/index.ts";
import { type ConfigurationFile, type ModuleDirectory, surroundingsOf } from "../terraform/index.ts";
import { displayPath, textRange } from "./place.ts";

/** What cannot be read is no rule's business, and cannot be turned off. */
export const unparsedRule = "syntax";

/**
 * A finding for each place of some directories that is not HCL, values of variables among them, and each file that cannot be read. HashiCorp's parser, which
 * is loaded for that alone, has the last word on what is HCL. `next` is called before each directory.
 */
export async function unparsedFindings(
  directories: readonly ModuleDirectory[],
  cwd: string,
  next: () => void,
): Promise<readonly Finding[]> {
  const isBroken = (directory: ModuleDirectory): boolean => {
    next();
    return directory.isBroken;
  };
  const broken = directories.filter(isBroken).flatMap((directory) => directory.files);
  const values = directories.flatMap((directory) => surroundingsOf(directory).variableFiles);
  const files = [...broken, ...values.filter(({ parsed }) => parsed.errors.length > 0)];
  const errors = await Promise.all(files.map((file) => errorsOf(file, cwd)));
  return [...directories.flatMap((directory) => unreadableFindings(directory, cwd)), ...errors.flat()];
}

function unreadableFindings(directory: ModuleDirectory, cwd: string): readonly Finding[] {
  return directory.unreadable.map(({ path, reason }): Finding => {
    const start = { line: 1, column: 1 };
    return {
      rule: unparsedRule,
      severity: "error",
      message: `The file cannot be read: ${reason}`,
      file: displayPath(path, cwd),
      range: { start, end: start },
    };
  });
}

async function errorsOf({ source, parsed, syntax }: ConfigurationFile, cwd: string): Promise<readonly Finding[]> {
  if (parsed.errors.length === 0) return [];
  const found = parsed.errors.map((error): Finding => {
    return {
      rule: unparsedRule,
      severity: "error",
      message: error.message,
      file: displayPath(source.path, cwd),
      range: textRange(source, error),
    };
  });
  return syntax === "native" ? judged(found, await judgeRejected(source, parsed)) : found;
}

/** The errors of a file with what HashiCorp's parser says of it, which stands with the first. */
export function judged([first, ...others]: readonly Finding[], judgement: Judgement): readonly Finding[] {
  if (!first) return [];
  switch (judgement.kind) {
    case "undecided":
      return [first, ...others];
    case "invalid":
      return [{ ...first, help: `HashiCorp's parser says: ${withoutPath(judgement.message)}` }, ...others];
    case "our-defect": {
      const message = `This is valid HCL that lambda-tf fails to parse (${first.message})`;
      return [{ ...first, message, help: "The file is valid: please report this bug, with the file" }];
    }
  }
}

/** It names a file by the whole of its path, which the finding has already. */
function withoutPath(message: string): string {
  return message.replace(/(?:[^\s:]*\/)?[^\s:/]+:(?=\d+,\d+)/g, "");
}
