import type { Attribute, Block } from "../../hcl/index.ts";
import { type Declared, type Duplicate, distinctDirectories, type Module, placeOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { headerPlace } from "../shared/declarations/module-place.ts";

export default defineRule({
  summary: "The same address, provider or setting is declared twice",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Resources: syntax (2026-11)",
  why: `Type and name must be unique in a module, and so must a provider's alias. Terraform stops at the second declaration, and
neither plans nor validates anything.`,
  bad: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_sqs_queue" "jobs" {
  name = "more-jobs"
}`,
  good: `resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_sqs_queue" "more_jobs" {
  name = "more-jobs"
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) => [
      ...module.declared.duplicates.map((duplicate) => ({
        ...twice(duplicate),
        resource: duplicate.address,
        help: "Merge the two, or give this one its own name",
      })),
      ...repeatedSettings(module).map((duplicate) => ({ ...twice(duplicate), help: "Merge the two, or remove one" })),
    ]);
  },
});

function twice({ address, first, second }: Duplicate): Pick<RuleFinding, "at" | "message" | "related"> {
  const { line } = first.file.position(first.node.start);
  const inFile = first.file === second.file ? "" : ` of ${first.file.path.split(/[\\/]/).at(-1)}`;
  return {
    at: declarationPlace(second),
    message: `${address} is declared twice: here, and on line ${line}${inFile}`,
    related: [{ at: declarationPlace(first), message: "The first declaration" }],
  };
}

/** Settings that have no address, and still are allowed once per module. */
function repeatedSettings(module: Module): readonly Duplicate[] {
  const first = new Map<string, Declared<Block>>();
  return settingsOf(module).flatMap(({ address, block }) => {
    const earlier = first.get(address);
    if (earlier) return [{ address, first: earlier, second: block }];
    first.set(address, block);
    return [];
  });
}

function settingsOf(module: Module): readonly { readonly address: string; readonly block: Declared<Block> }[] {
  const { declared, directory } = module;
  // an override file replaces what it sets
  const overriding = new Set(directory.files.filter(({ isOverride }) => isOverride).map(({ source }) => source));
  const providers = declared.providers.flatMap((block) => {
    const name = block.labels[0] ?? "";
    const alias = block.attributes.has("alias") ? module.blockValue(block).string("alias") : "";
    // an unknown alias may differ from all others
    if (alias === undefined) return [];
    return [
      { address: alias === "" ? `The provider ${name}` : `The provider ${name}.${alias}`, block: block.declared },
    ];
  });
  const settings = declared.others
    .filter(({ type }) => type === "terraform")
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => {
      const address = SETTINGS.get(block.node.type);
      return address === undefined ? [] : [{ address, block }];
    });
  return [...providers, ...settings].filter(({ block }) => !overriding.has(block.file));
}

/** There is only one configuration of where the state is kept. */
const SETTINGS: ReadonlyMap<string, string> = new Map([
  ["required_providers", "required_providers"],
  ["backend", "The backend"],
  ["cloud", "The backend"],
  ["state_store", "The backend"],
]);

function declarationPlace({ node, file }: Declared<Block | Attribute>) {
  return node.kind === "attribute" ? placeOf(node.nameSpan, file) : headerPlace({ declared: { node, file } });
}
