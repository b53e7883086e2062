import path from "node:path";
import { type Attribute, type Block, type Body, type Expression, SourceFile, type Span } from "../../hcl/index.ts";
import { ModuleDirectory } from "../files/directory.ts";
import {
  bodyItems,
  elementsIn,
  type Member,
  memberOf,
  membersOf,
  textOf,
  toAttribute,
  toReference,
  writtenExpression,
} from "./plan-syntax.ts";

/**
 * The configuration as far as a plan contains it, module by module, as directories with a single file, the plan. The
 * place of a resource is its address. There are no locals, `terraform` and `lifecycle` blocks, types, dynamic blocks
 * and comments.
 */
export class PlanConfiguration {
  readonly root: ModuleDirectory;
  private readonly source: SourceFile;
  private readonly children = new Map<string, ModuleDirectory>();

  constructor(source: SourceFile, configuration: Expression | undefined) {
    this.source = source;
    const providers = membersOf(memberOf(configuration, "provider_config")).flatMap(providerBlock);
    this.root = this.directory([], memberOf(configuration, "root_module"), providers);
  }

  get directories(): readonly ModuleDirectory[] {
    return [this.root, ...this.children.values()];
  }

  /** The module at the end of a chain of calls, given by their names. */
  child(calls: readonly string[]): ModuleDirectory | undefined {
    return this.children.get(calls.join("."));
  }

  private directory(calls: readonly string[], node: Expression | undefined, more: readonly Block[]): ModuleDirectory {
    const name = path.join(this.source.path, "configuration", ...calls);
    // a separate source, so that each place tells its module
    const source = new SourceFile(this.source.path, this.source.text);
    const { start, end } = node ?? { start: 0, end: 0 };
    const body: Body = { kind: "body", items: [...more, ...moduleItems(node)], start, end };
    for (const call of membersOf(memberOf(node, "module_calls"))) {
      const inner = [...calls, call.name];
      this.children.set(inner.join("."), this.directory(inner, memberOf(call.value, "module"), []));
    }
    const parsed = { body, comments: [], errors: [] };
    return new ModuleDirectory(name, [source], {
      origin: "plan",
      parse: () => ({ source, parsed, isOverride: false, syntax: "json" }),
    });
  }
}

function moduleItems(node: Expression | undefined): Block[] {
  return [
    ...elementsIn(memberOf(node, "resources")).flatMap(resourceBlock),
    ...membersOf(memberOf(node, "module_calls")).map(callBlock),
    ...membersOf(memberOf(node, "variables")).map((variable) => namedBlock("variable", variable, plainItems(variable))),
    ...membersOf(memberOf(node, "outputs")).map((output) => namedBlock("output", output, outputItems(output))),
  ];
}

function resourceBlock(node: Expression): Block[] {
  const address = memberOf(node, "address");
  const [mode, type, name] = ["mode", "type", "name"].map((member) => textOf(memberOf(node, member)));
  if (!address || mode === undefined || type === undefined || name === undefined) return [];
  const span = spanOf(address);
  const labels = [type, name].map((value) => ({ value, quoted: true, ...span }));
  const items = [...bodyItems(memberOf(node, "expressions")), ...metaItems(node), ...providerItem(node)];
  const body: Body = { kind: "body", items, start: span.end, end: node.end };
  const kind = mode === "managed" ? "resource" : mode;
  return [{ kind: "block", type: kind, typeSpan: span, labels, body, start: span.start, end: node.end }];
}

function callBlock(call: Member): Block {
  const written = plainItems(call).filter(({ name }) => name === "source");
  return namedBlock("module", call, [
    ...written,
    ...bodyItems(memberOf(call.value, "expressions")),
    ...metaItems(call.value),
  ]);
}

function providerBlock({ value, nameSpan }: Member): Block[] {
  const name = textOf(memberOf(value, "name"));
  if (name === undefined || memberOf(value, "module_address")) return [];
  const alias = memberOf(value, "alias");
  const items = [...bodyItems(memberOf(value, "expressions")), ...(alias ? [toAttribute("alias", alias, alias)] : [])];
  return [namedBlock("provider", { name, nameSpan, value }, items)];
}

function namedBlock(type: string, { name, nameSpan, value }: Member, items: readonly (Attribute | Block)[]): Block {
  const span = spanOf(nameSpan);
  const label = { value: name, quoted: true, ...span };
  const body: Body = { kind: "body", items, start: value.start, end: value.end };
  return { kind: "block", type, typeSpan: span, labels: [label], body, start: span.start, end: value.end };
}

/** The members with plain values. */
function plainItems({ value }: Member): Attribute[] {
  return membersOf(value)
    .filter((member) => member.name !== "module" && member.name !== "expressions")
    .map((member) => toAttribute(member.name, member.nameSpan, member.value));
}

function outputItems(output: Member): Attribute[] {
  const plain = plainItems(output).filter(({ name }) => name === "description" || name === "sensitive");
  const expression = memberOf(output.value, "expression");
  return [...plain, ...metaItems(output.value), ...(expression ? [argument("value", expression)] : [])];
}

/** What Terraform itself uses of a block: its repetition and its dependencies. */
function metaItems(node: Expression): Attribute[] {
  const count = memberOf(node, "count_expression");
  const forEach = memberOf(node, "for_each_expression");
  const dependsOn = memberOf(node, "depends_on");
  return [
    ...(count ? [argument("count", count)] : []),
    ...(forEach ? [argument("for_each", forEach)] : []),
    ...(dependsOn ? [toAttribute("depends_on", dependsOn, references(dependsOn))] : []),
  ];
}

/** The provider configuration of a resource, unless it is the default one: `aws.virginia`. */
function providerItem(node: Expression): Attribute[] {
  const key = memberOf(node, "provider_config_key");
  const text = textOf(key) ?? "";
  return key && /^[\w-]+\.[\w-]+$/.test(text) ? [toAttribute("provider", key, toReference(key))] : [];
}

function references(node: Expression): Expression {
  return { kind: "tuple", elements: elementsIn(node).map(toReference), start: node.start, end: node.end };
}

function argument(name: string, node: Expression): Attribute {
  return toAttribute(name, node, writtenExpression(node));
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
