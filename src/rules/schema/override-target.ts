import type { Block, SourceFile } from "../../hcl/index.ts";
import { type ConfigurationFile, distinctDirectories, type Module, placeOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { headerPlace } from "../shared/declarations/module-place.ts";
import { parsedFilesOf } from "../shared/declarations/native-files.ts";
import { isWhole } from "../shared/declarations/whole-module.ts";
import { argumentOf, plainText } from "../shared/declarations/written-syntax.ts";

export default defineRule({
  summary: "An override file changes something that does not exist, or can't be overridden",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Override Files; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops in init: a file named override.tf, or whose name ends in _override.tf, adds nothing to a module. It changes
blocks in other files, but neither depends_on nor moved, removed and import blocks.`,
  bad: `# file: main.tf
resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}
# file: override.tf
resource "aws_sqs_queue" "job" {
  name = "local-jobs"
}`,
  good: `# file: main.tf
resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}
# file: override.tf
resource "aws_sqs_queue" "jobs" {
  name = "local-jobs"
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).filter(isWhole).flatMap(judge);
  },
});

function judge(module: Module): readonly RuleFinding[] {
  const files = parsedFilesOf(module);
  const overrides = files.filter(({ isOverride }) => isOverride);
  if (overrides.length === 0) return [];
  const base = new Set(files.filter(({ isOverride }) => !isOverride).flatMap(declaredNames));
  return overrides.flatMap(({ parsed, source }) =>
    parsed.body.items.flatMap((item) => (item.kind === "block" ? [...faultsOf(item, source, base)] : [])),
  );
}

/** What is declared under a name that can be changed. */
const NAMED: ReadonlySet<string> = new Set(["resource", "data", "ephemeral", "module", "variable", "output"]);
const UNCHANGED: ReadonlySet<string> = new Set(["moved", "import", "check"]);
const WITH_DEPENDENCIES: ReadonlySet<string> = new Set(["resource", "data", "ephemeral", "module", "output"]);

function* faultsOf(block: Block, source: SourceFile, base: ReadonlySet<string>): Generator<RuleFinding> {
  const at = headerPlace({ declared: { node: block, file: source } });
  if (UNCHANGED.has(block.type)) {
    yield {
      at,
      message: `An override file can't contain a ${block.type} block`,
      help: "Move it into another file",
    };
    return;
  }
  if (block.type === "locals") {
    for (const item of block.body.items)
      if (item.kind === "attribute" && !base.has(`local ${item.name}`))
        yield missing(placeOf(item.nameSpan, source), `local.${item.name}`);
    return;
  }
  const name = nameOf(block);
  if (name !== undefined && !base.has(name)) yield missing(at, name);
  const dependencies = WITH_DEPENDENCIES.has(block.type) ? argumentOf(block, "depends_on") : undefined;
  const isEmpty = dependencies?.expression.kind === "tuple" && dependencies.expression.elements.length === 0;
  if (dependencies && !isEmpty)
    yield {
      at: placeOf(dependencies.nameSpan, source),
      message: "depends_on can't be changed in an override file",
      help: "Write it in the original block",
    };
}

function missing(at: RuleFinding["at"], name: string): RuleFinding {
  return {
    at,
    message: `There is no ${name} for this override file to change`,
    help: "Name one that another file declares, or move this to another file",
  };
}

function declaredNames({ parsed }: ConfigurationFile): readonly string[] {
  return parsed.body.items.flatMap((item) => {
    if (item.kind !== "block") return [];
    if (item.type === "locals")
      return item.body.items.flatMap((inner) => (inner.kind === "attribute" ? [`local ${inner.name}`] : []));
    return nameOf(item) ?? [];
  });
}

/** As it is overridden by; undefined for what has no name. */
function nameOf(block: Block): string | undefined {
  const labels = block.labels.map(({ value }) => value);
  if (block.type === "provider") {
    const alias = argumentOf(block, "alias");
    const written = alias && plainText(alias.expression);
    // a configuration without an alias is there anyway
    return written === undefined ? undefined : ["provider", ...labels, written].join(" ");
  }
  return NAMED.has(block.type) ? [block.type, ...labels].join(" ") : undefined;
}
