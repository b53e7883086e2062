import { type Place, unknown } from "../values/value.ts";
import type { Declarations, Scope } from "./scope.ts";

/** A scope without names and functions, as in files of variable values. */
export function nameless({ files, budget }: Pick<Declarations, "files" | "budget">): Scope {
  const refused = (at: Place) => unknown("invalid", at);
  return {
    declarations: {
      variable: (_, at) => refused(at),
      local: (_, at) => refused(at),
      resource: (_mode, _type, _name, at) => refused(at),
      moduleCall: (_, at) => refused(at),
      path: (_, at) => refused(at),
      terraform: (_, at) => refused(at),
      functionName: () => undefined,
      files,
      budget,
    },
    bindings: undefined,
  };
}
