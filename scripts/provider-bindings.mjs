// Reads a Terraform provider's schema out of prebuilt CDK bindings, which are made from `terraform providers schema`
// and hold all of it but descriptions, deprecations and sensitivity.
//   block = { attributes: Map(name → { type, required, optional, computed, writeOnly }),
//             blocks: Map(name → { nesting, min, max, open, block }) }
//   type = "string" | "number" | "bool" | "dynamic" | ["list" | "set" | "map", type] | ["object", { name: type }]
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

const PRIMITIVES = { String: "string", Number: "number", Boolean: "bool", Any: "dynamic" };

/** `StringListMap` → ["map", ["list", "string"]] */
function collectionType(name) {
  const [, element, wrappers] = /^(String|Number|Boolean|Any)((?:Map|List)*)$/i.exec(name) ?? [];
  if (!element) throw new Error(`unknown type ${name}`);
  let type = PRIMITIVES[element[0].toUpperCase() + element.slice(1)];
  for (const wrapper of wrappers.match(/Map|List/g) ?? []) type = [wrapper === "Map" ? "map" : "list", type];
  return type;
}

const EMPTY = { attributes: new Map(), blocks: new Map() };

/** The arguments of each interface: whether each is required, a list, a block, or of any type. */
function readInterfaces(declarations) {
  const interfaces = new Map();
  for (const [, name, body] of declarations.matchAll(/export interface (\w+)(?: extends [\w.]+)? \{([\s\S]*?)\n\}/g)) {
    const properties = new Map();
    const property =
      /\/\*\*((?:[^*]|\*(?!\/))*?#([a-z0-9_]+) \w+#(?:[^*]|\*(?!\/))*)\*\/\s*readonly \w+(\??): ([^;{]+|\{[^}]*\});/g;
    for (const [, doc, argument, optional, type] of body.matchAll(property)) {
      const isBlock = doc.includes(`* ${argument} block\n`);
      properties.set(argument, {
        required: optional === "",
        many: type.includes("[]"),
        isBlock,
        open: type.trim() === "any",
        declared: type.trim(),
      });
    }
    interfaces.set(name, properties);
  }
  return interfaces;
}

function readClasses(code) {
  const classes = new Map();
  for (const [, name, body] of code.matchAll(/\nclass (\w+) extends [\w.]+ \{([\s\S]*?)\n\}/g)) classes.set(name, body);
  return classes;
}

/** The arguments that a struct or resource writes to HCL: name → [type, storage class]. */
function readWritten(code, start) {
  if (start < 0) return new Map();
  const end = code.indexOf("\n}\n", start);
  const entry =
    /^\s+"?([\w-]+)"?: \{\n\s+value: (.*),\n\s+isBlock: (?:true|false),\n\s+type: "(\w+)",\n\s+storageClassType: "(\w+)",/gm;
  const written = new Map();
  for (const [, name, value, type, storage] of code.slice(start, end < 0 ? undefined : end).matchAll(entry)) {
    written.set(name, { type, storage, writeOnly: value.includes("markWriteOnlyAttribute") });
  }
  return written;
}

class Bindings {
  constructor(code, declarations) {
    this.code = code;
    this.classes = readClasses(code);
    this.interfaces = readInterfaces(declarations);
    /** The structs being read: one that contains itself (wafv2 statements) ends there, and stays open. */
    this.path = [];
  }

  /** The block that a class and the interface of its arguments describe. */
  block(className, interfaceName, written) {
    const body = this.classes.get(className) ?? "";
    const properties = this.interfaces.get(interfaceName) ?? new Map();
    const block = { attributes: new Map(), blocks: new Map() };
    for (const [name, flags] of memberFlags(body, properties)) {
      const property = properties.get(name);
      if (property?.isBlock) block.blocks.set(name, this.nestedBlock(body, name, property, written.get(name)));
      else {
        const type = this.attributeType(body, name, written.get(name), property?.declared);
        block.attributes.set(name, { type, ...flags, writeOnly: written.get(name)?.writeOnly ?? false });
      }
    }
    return block;
  }

  nestedBlock(body, name, property, written) {
    const min = property.required ? 1 : 0;
    if (property.open) return { nesting: "list", min, max: undefined, open: true, block: EMPTY };
    const held = holder(body, name) ?? declaredHolder(property);
    if (!held) throw new Error(`block ${name} has no class`);
    const max = held.kind === "OutputReference" ? 1 : undefined;
    const open = this.path.includes(held.struct);
    return { nesting: nestingOf(held, written), min, max, open, block: open ? EMPTY : this.struct(held.struct) };
  }

  struct(name) {
    const camel = name[0].toLowerCase() + name.slice(1);
    const written = readWritten(this.code, this.code.indexOf(`function ${camel}ToHclTerraform(struct`));
    this.path.push(name);
    const block = this.block(`${name}OutputReference`, name, written);
    this.path.pop();
    return block;
  }

  attributeType(body, name, written, declared = "") {
    const held = holder(body, name);
    if (held?.kind === "OutputReference") return this.objectType(held.struct);
    if (held) return [nestingOf(held, written), this.objectType(held.struct)];
    const [, collection, isSet] =
      new RegExp(`new cdkt[nf]\\.(\\w+)\\(this, "${name}"(?:, (true|false))?`).exec(body) ?? [];
    if (collection) return asSet(collectionType(collection), isSet === "true");
    const [getter, kind] = new RegExp(`return .*?get(\\w+)Attribute\\('${name}'\\)`).exec(body) ?? [];
    // The type of an attribute that is read as an expression is only known from how it is written.
    if (!kind && written) return asSet(collectionType(written.storage), written.type === "set");
    if (!kind) return declaredType(declared);
    return asSet(kind === "List" ? ["list", "string"] : collectionType(kind), getter.includes("tolist"));
  }

  objectType(name) {
    const { attributes, blocks } = this.struct(name);
    const members = [...attributes].map(([attribute, { type }]) => [attribute, type]);
    for (const [block, nested] of blocks)
      throw new Error(`object ${name} holds the block ${block} (${nested.nesting})`);
    return ["object", Object.fromEntries(members)];
  }
}

/**
 * Flags by name. A comment names them; bindings of an older make lack it for arguments, whose interface says less: an
 * argument that is computed when it is absent cannot be told there.
 */
function memberFlags(body, properties) {
  const members = new Map();
  for (const [, name, computed, optional, required] of body.matchAll(
    /\/\/ (\w+) - computed: (\w+), optional: (\w+), required: (\w+)\n/g,
  )) {
    members.set(name, { required: required === "true", optional: optional === "true", computed: computed === "true" });
  }
  for (const [name, { required }] of properties) {
    if (!members.has(name)) members.set(name, { required, optional: !required, computed: false });
  }
  return members;
}

/** A block according to its interface, for older bindings, which only have classes for single blocks. */
function declaredHolder({ declared }) {
  const [, struct, many] = /^([A-Z]\w*)(\[\])?/.exec(declared) ?? [];
  return struct && { struct, kind: many ? "List" : "OutputReference", isSet: false };
}

/** An attribute's type according to its interface; "dynamic" if that is not enough. */
function declaredType(declared) {
  const [, word, many] = /^(string|number|boolean)(\[\])?/.exec(declared) ?? [];
  if (!word) return /^\{\s*\[key: string\]: string/.test(declared) ? ["map", "string"] : "dynamic";
  const type = word === "boolean" ? "bool" : word;
  return many ? ["list", type] : type;
}

/** The class that wraps a nested member: `_origin = new CloudfrontDistributionOriginList(this, "origin", true)`. */
function holder(body, name) {
  const pattern = `new (?!cdkt[nf])(?:\\w+\\.)?([A-Z]\\w*?)(List|Map|OutputReference)\\(this, "${name}"(?:, (true|false))?`;
  const found = new RegExp(pattern).exec(body);
  return found && { struct: found[1], kind: found[2], isSet: found[3] === "true" };
}

function nestingOf(held, written) {
  if (written?.type === "struct") return "single";
  if (held.kind === "Map") return "map";
  return held.isSet || written?.type === "set" ? "set" : "list";
}

function asSet(type, isSet) {
  return isSet ? ["set", type[1]] : type;
}

/** Source maps make up most of the text. */
function readCode(file) {
  return readFileSync(file, "utf8").replace(/^\/\/# sourceMappingURL=.*$/m, "");
}

const TYPE_NAME = /tfResourceType = "(\w+)"/;

/** Code and declarations of each type: in a folder, or in older bindings in a file of its service's folder. */
function* typeSources(lib) {
  const files = readdirSync(lib, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".js"));
  for (const folder of new Set(files.sort().map((file) => file.split(sep)[0]))) {
    const own = files.filter((file) => file.split(sep)[0] === folder);
    const texts = own.map((file) => ({
      code: readCode(join(lib, file)),
      declarations: readCode(join(lib, file.replace(/\.js$/, ".d.ts"))),
    }));
    const ofTypes = texts.filter(({ code }) => TYPE_NAME.test(code));
    if (ofTypes.length > 1 || folder.endsWith(".js")) yield* ofTypes;
    else if (ofTypes.length === 1)
      yield {
        code: texts.map(({ code }) => code).join("\n"),
        declarations: texts.map(({ declarations }) => declarations).join("\n"),
      };
  }
}

/** The interface of a type's arguments, which has an additional letter if another type has its name. */
function argumentsOf(className, declarations) {
  const plain = `${className}Config`;
  return declarations.includes(`export interface ${plain}A extends`) ? `${plain}A` : plain;
}

const KINDS = { Resource: "resource", DataSource: "data", EphemeralResource: "ephemeral", Provider: "provider" };

/**
 * The schema in an unpacked package: { version, types: [{ kind, name, block }] }, kind being resource, data, ephemeral, or
 * provider for what its own configuration may hold.
 */
export function readBindings(packageFolder) {
  const types = [];
  let version = "";
  for (const { code, declarations } of typeSources(join(packageFolder, "lib"))) {
    const [, name] = TYPE_NAME.exec(code) ?? [];
    const found =
      /export declare class (\w+) extends cdkt[nf]\.Terraform(Resource|DataSource|EphemeralResource|Provider) /.exec(
        declarations,
      );
    if (!name || !found) continue;
    version ||= /providers\/[\w-]+\/[\w-]+\/([\d.]+)\/docs/.exec(declarations)?.[1] ?? "";
    const [, className, kind] = found;
    const bindings = new Bindings(code, declarations);
    const written = readWritten(code, code.lastIndexOf("synthesizeHclAttributes() {"));
    types.push({
      kind: KINDS[kind],
      name,
      block: bindings.block(className, argumentsOf(className, declarations), written),
    });
  }
  return { version, types };
}
