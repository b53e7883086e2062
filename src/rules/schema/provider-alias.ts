import type { Expression, ObjectItem } from "../../hcl/index.ts";
import { spokenList } from "../../spoken-list.ts";
import {
  type Declared,
  distinctDirectories,
  type MergedBlock,
  type Module,
  placeOf,
  providerName,
  providerSource,
  rootKind,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { headerPlace } from "../shared/declarations/module-place.ts";
import { isWhole } from "../shared/declarations/whole-module.ts";

export default defineRule({
  summary: "A provider configuration is named or passed on that does not exist",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Providers Within Modules; tried with Terraform 1.11.4 (2026-11)",
  why: `Terraform stops with "Provider configuration not present" or "Missing required provider configuration". A configuration
with an alias must be passed to a module explicitly, and a module that configures providers itself can't have count, for_each or
depends_on.`,
  bad: `provider "aws" {
  region = "eu-central-1"
}

resource "aws_acm_certificate" "shop" {
  provider          = aws.virginia
  domain_name       = "shop.example.com"
  validation_method = "DNS"
}`,
  good: `provider "aws" {
  region = "eu-central-1"
}

provider "aws" {
  alias  = "virginia"
  region = "us-east-1"
}

resource "aws_acm_certificate" "shop" {
  provider          = aws.virginia
  domain_name       = "shop.example.com"
  validation_method = "DNS"
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).filter(isWhole).flatMap(judge);
  },
});

function judge(module: Module): readonly RuleFinding[] {
  const known = declaredAliases(module);
  if (!known) return [];
  const ofResources = [...module.declared.resources.values()].flatMap((block): RuleFinding[] => {
    const written = block.attributes.get("provider");
    return written && !mayBeHandedOver(written.node.expression, module)
      ? undeclared(written.node.expression, written.file, known)
      : [];
  });
  return [
    ...ofResources,
    ...[...module.declared.moduleCalls].flatMap(([name, call]) => judgeCall(name, call, module, known)),
  ];
}

function judgeCall(
  name: string,
  call: MergedBlock,
  module: Module,
  known: ReadonlySet<string>,
): readonly RuleFinding[] {
  const passed = call.attributes.get("providers");
  const [called] = module.calledBy(name);
  const items = passed?.node.expression.kind === "object" ? passed.node.expression.items : [];
  const given = passed ? items.flatMap(({ value }) => undeclared(value, passed.file, known)) : [];
  if (!called || !isWhole(called)) return given;
  return [
    ...given,
    ...(passed ? misfits(items, passed.file, { name, called, module }) : []),
    ...missingOf(
      name,
      call,
      called,
      items.map(({ key }) => key),
    ),
    ...repeated(name, call, called),
  ];
}

/** A call by name, the module that it calls, and the one that it stands in. */
interface Call {
  readonly name: string;
  readonly called: Module;
  readonly module: Module;
}

/** Configurations that are handed over twice, or for another provider than they are of. */
function misfits(
  items: readonly ObjectItem[],
  file: Declared<unknown>["file"],
  { name, called, module }: Call,
): readonly RuleFinding[] {
  const seen = new Set<string>();
  return items.flatMap(({ key, value }): RuleFinding[] => {
    const [wanted, given] = [providerName(key), providerName(value)];
    if (!wanted || !given) return [];
    const spoken = spokenProvider(wanted);
    if (seen.has(spoken)) {
      const message = `module.${name} is given the provider configuration ${spoken} twice`;
      return [{ at: placeOf(key, file), message, help: "Remove one of them" }];
    }
    seen.add(spoken);
    const [source, other] = [providerSource(wanted.name, called), providerSource(given.name, module)];
    if (source === undefined || other === undefined || source === other) return [];
    return [
      {
        at: placeOf(value, file),
        message: `module.${name} expects a configuration of ${source} as ${spoken}, but ${spokenProvider(given)} is one of ${other}`,
        help: `Pass a configuration of ${source}`,
      },
    ];
  });
}

function spokenProvider({ name, alias }: { readonly name: string; readonly alias: string | undefined }): string {
  return alias === undefined ? name : `${name}.${alias}`;
}

function undeclared(
  expression: Expression,
  file: Declared<unknown>["file"],
  known: ReadonlySet<string>,
): RuleFinding[] {
  // an instance of a configuration is OpenTofu's
  const named = expression.kind === "index" ? undefined : providerName(expression);
  if (named?.alias === undefined || known.has(`${named.name}.${named.alias}`)) return [];
  return [
    {
      at: placeOf(expression, file),
      message: `There is no provider configuration ${named.name}.${named.alias} in this module`,
      help: `Declare provider "${named.name}" { alias = "${named.alias}" }, or name another`,
    },
  ];
}

/** A caller may hand a configuration over that the module does not say it is to be given. */
function mayBeHandedOver(expression: Expression, module: Module): boolean {
  const { call } = module;
  const wanted = providerName(expression);
  // a part of a module without its other files looks like a root that configures nothing
  if (!call)
    return rootKind(module) !== "root" || !module.declared.providers.some(({ labels }) => labels[0] === wanted?.name);
  const passed = call.declared.attributes.get("providers")?.node.expression;
  if (!passed) return false;
  return (
    passed.kind !== "object" ||
    passed.items.some(({ key }) => {
      const given = providerName(key);
      return given?.name === wanted?.name && given?.alias === wanted?.alias;
    })
  );
}

/** Every configuration with an alias that a module has or is to be given; undefined where some can't be known. */
function declaredAliases(module: Module): ReadonlySet<string> | undefined {
  const found = new Set<string>(requiredAliases(module));
  for (const block of module.declared.providers) {
    if (!block.attributes.has("alias")) continue;
    const alias = module.blockValue(block).string("alias");
    if (alias === undefined) return undefined;
    found.add(`${block.labels[0]}.${alias}`);
  }
  return found;
}

/** What configuration_aliases says that a module is to be given. */
function requiredAliases({ declared }: Module): readonly string[] {
  return declared.others
    .filter(({ type }) => type === "terraform")
    .flatMap(({ blocks }) => blocks.filter(({ node }) => node.type === "required_providers"))
    .flatMap(({ node }) => node.body.items)
    .flatMap((item) => (item.kind === "attribute" && item.expression.kind === "object" ? item.expression.items : []))
    .flatMap(({ name, value }) => (name === "configuration_aliases" && value.kind === "tuple" ? value.elements : []))
    .flatMap((element) => {
      const named = providerName(element);
      return named?.alias === undefined ? [] : [`${named.name}.${named.alias}`];
    });
}

function missingOf(
  name: string,
  call: MergedBlock,
  called: Module,
  keys: readonly Expression[],
): readonly RuleFinding[] {
  const own = new Set(
    called.declared.providers.map((block) => `${block.labels[0]}.${called.blockValue(block).string("alias") ?? ""}`),
  );
  const given = new Set(
    keys.flatMap((key) => {
      const named = providerName(key);
      return named ? [`${named.name}.${named.alias ?? ""}`] : [];
    }),
  );
  const missing = requiredAliases(called).filter((alias) => !given.has(alias) && !own.has(alias));
  if (missing.length === 0) return [];
  return [
    {
      at: headerPlace(call),
      resource: `module.${name}`,
      message: `module.${name} must be given the provider configuration ${spokenList(missing)}`,
      help: `Add providers = { ${missing[0]} = … }`,
    },
  ];
}

/** A module that configures providers goes with its instances, and is then not there to take down what they made. */
function repeated(name: string, call: MergedBlock, called: Module): readonly RuleFinding[] {
  const written = ["count", "for_each", "depends_on"].flatMap((argument) => call.attributes.get(argument) ?? [])[0];
  // an empty block is how a module once said which providers it is given
  const own = called.declared.providers.find(({ attributes }) =>
    [...attributes.keys()].some((key) => key !== "alias" && key !== "version"),
  );
  if (!written || !own) return [];
  return [
    {
      at: placeOf(written.node.nameSpan, written.file),
      resource: `module.${name}`,
      message: `module.${name} configures the provider ${own.labels[0]} itself, so it can't have ${written.node.name}`,
      help: "Move the provider's configuration out of the module, and pass it with providers",
      related: [{ at: headerPlace(own), message: "The configuration" }],
    },
  ];
}
