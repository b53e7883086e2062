import { type Module, surroundingsOf } from "../../../terraform/index.ts";

/** Whether all declarations are visible: there are files, all of them parse, and no tool adds more. */
export function isWhole({ directory }: Module): boolean {
  return (
    directory.sources.length > 0 &&
    directory.unreadable.length === 0 &&
    directory.files.every(({ parsed }) => parsed.errors.length === 0) &&
    !surroundingsOf(directory).isCompletedByTool
  );
}
