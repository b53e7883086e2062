import { type Judgement, judgeRejected } from "../hcl/index.ts";
import type { Finding } from "../report/index.ts";
import { type ConfigurationFile, type ModuleDirectory, surroundingsOf } from "../terraform/index.ts";
import { displayPath, textRange } from "./place.ts";

/** Reports what cannot be read. It belongs to no rule and cannot be turned off. */
export const unparsedRule = "syntax";

/**
 * A finding for each place in some directories that is not HCL, including files of variable values, and for each file
 * that cannot be read. HashiCorp's parser, which is loaded only for this, decides what is HCL. `next` is called before
 * each directory.
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

/** Adds the verdict of HashiCorp's parser on a file to the first of the file's errors. */
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

/** Removes the file's full path, which the finding shows anyway. */
function withoutPath(message: string): string {
  return message.replace(/(?<![^\s:])[^\s:]*[^\s:/]:(?=\d+,\d+)/g, "");
}
