import { oncePer } from "../../once-per.ts";
import { isTrial, type StateLocation, stateLocationOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

const example = (directory: string) => `# file: orders/main.tf
terraform {
  backend "s3" {
    bucket = "acme-terraform-state"
    key    = "orders/terraform.tfstate"
  }
}
# file: invoices/main.tf
terraform {
  backend "s3" {
    bucket = "acme-terraform-state"
    key    = "${directory}/terraform.tfstate"
  }
}`;

export default defineRule({
  summary: "Two root modules keep their state under the same key",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Backend block configuration; Backend type: s3 (2026-11)",
  why: `Each of the two sees the other's resources in the state but not in its configuration, and plans to destroy them. It happens
when a directory is copied without changing its backend.`,
  bad: example("orders"),
  good: example("invoices"),
  check({ stack: { root }, states }) {
    const own = stateLocationOf(root);
    if (own?.identity === undefined || isTrial(root)) return [];
    // of two roots that share a key, the later one is reported
    const other = firstOfEach(states).get(own.identity);
    if (!other || other.directory >= own.directory) return [];
    return [
      {
        at: own.place,
        message: `The root module in ${other.treePath || "the directory above"} keeps its state under the same key`,
        help: `Give each root module its own ${own.argument}, such as its path in the repository`,
        related: [{ at: other.place, message: "The other root's" }],
      },
    ];
  },
});

/** Of the roots that keep their state in the same place the first by directory, under what makes it the same. */
const firstOfEach = oncePer((states: readonly StateLocation[]): ReadonlyMap<string, StateLocation> => {
  const first = new Map<string, StateLocation>();
  for (const state of states) {
    const before = state.identity === undefined ? undefined : first.get(state.identity);
    if (state.identity === undefined || isTrial(state) || (before && before.directory < state.directory)) continue;
    first.set(state.identity, state);
  }
  return first;
});
