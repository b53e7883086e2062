import { NO_FILES } from "../files/file-reader.ts";
import { callFunction } from "../functions/index.ts";
import { isInvalid, knowledgeOf } from "../functions/knowledge.ts";
import { type Place, unknown, type Value } from "../values/value.ts";
import { Budget } from "./budget.ts";
import { callContext } from "./evaluate.ts";
import { nameless } from "./nameless-scope.ts";

/** Whether Terraform refuses a call, whatever the values of its unknown arguments. */
export function refusesArguments(name: string, args: readonly (Value | undefined)[], place: Place): boolean {
  const values = args.map((arg) => arg ?? unknown("not-evaluated", place));
  if (values.some((arg) => knowledgeOf(arg).validity === "invalid")) return false;
  const scope = nameless({ files: NO_FILES, budget: new Budget() });
  return isInvalid(callFunction(name, values, callContext(scope, place)));
}
