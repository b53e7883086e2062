import { oncePer } from "../../once-per.ts";
import { type Backend, backendOf, isTrial, type Module } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

/** The arguments that say which object the state is. */
const IDENTITY: ReadonlyMap<string, readonly string[]> = new Map([
  ["s3", ["bucket", "key"]],
  ["gcs", ["bucket", "prefix"]],
  ["azurerm", ["storage_account_name", "container_name", "key"]],
]);

export default defineRule({
  summary: "Two root modules keep their state under the same key",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Backend block configuration; Backend type: s3 (2026-11)",
  why: `Each of the two sees the other's resources in the state and not in its configuration, and plans to destroy them. It happens when
a directory is copied and its backend is not changed.`,
  bad: `# file: orders/main.tf
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
    key    = "orders/terraform.tfstate"
  }
}`,
  good: `# file: orders/main.tf
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
    key    = "invoices/terraform.tfstate"
  }
}`,
  check({ stack: { root }, roots }) {
    const backend = backendOf(root);
    const own = backend && identityOf(backend);
    if (!backend || own === undefined || isTrial(root)) return [];
    // of two that share a key the later one is told
    const other = firstRoots(roots).get(own);
    const theirs = other && backendOf(other);
    if (!theirs || other.directory.path >= root.directory.path) return [];
    const last = IDENTITY.get(backend.kind)?.at(-1);
    return [
      {
        at: backend.block.place(last),
        message: `The root module in ${other.treePath || "the directory above"} keeps its state under the same key`,
        help: `Give each root a ${last} of its own, such as its path in the repository`,
        related: [{ at: theirs.block.place(last), message: "The other root's" }],
      },
    ];
  },
});

/** Of the roots that keep their state in the same place the first by directory, under what makes it the same. */
const firstRoots = oncePer((roots: readonly Module[]): ReadonlyMap<string, Module> => {
  const first = new Map<string, Module>();
  for (const root of roots) {
    const backend = backendOf(root);
    const identity = backend && identityOf(backend);
    const before = identity === undefined ? undefined : first.get(identity);
    if (identity === undefined || isTrial(root) || (before && before.directory.path < root.directory.path)) continue;
    first.set(identity, root);
  }
  return first;
});

/** What makes two backends the same state; undefined where that is not known. */
function identityOf({ kind, block, isComplete }: Backend): string | undefined {
  const names = IDENTITY.get(kind);
  if (!names || !isComplete) return undefined;
  const values = names.map((name) => (block.isSet(name) === "no" ? "" : block.string(name)));
  return values.includes(undefined) ? undefined : [kind, ...values].join("\n");
}
