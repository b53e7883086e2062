import { Budget } from "../../src/terraform/evaluation/budget.ts";
import type { Scope } from "../../src/terraform/evaluation/scope.ts";
import { unknown } from "../../src/terraform/values/value.ts";

/** A module without declarations, in an empty directory. */
export const emptyScope: Scope = {
  declarations: {
    variable: (_, at) => unknown("no-value", at),
    local: (_, at) => unknown("invalid", at),
    resource: (_mode, _type, _name, at) => unknown("invalid", at),
    moduleCall: (_, at) => unknown("invalid", at),
    path: (_, at) => unknown("not-evaluated", at),
    terraform: (_, at) => unknown("not-evaluated", at),
    functionName: (name) => name.replace(/^core::/, ""),
    budget: new Budget(),
    files: { read: () => undefined, exists: () => false, set: () => [] },
  },
  bindings: undefined,
};
