// What the AWS provider's documentation says of arguments, read from the comments of @pulumi/aws, which carry that
// documentation: deprecations, secrets, allowed values, conflicts, and what forces a new resource. Its names differ
// (camel case, plurals, modules of their own), so types and arguments are paired by what they have in common.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** The same text for `memory_size`, `memorySize` and `memorySizes`. */
export function foldName(name) {
  const folded = name.toLowerCase().replace(/[^a-z0-9]/g, "");
  return folded
    .replace(/(?:ies|y)$/, "y")
    .replace(/(?<=[sxz]|ch|sh)es$/, "")
    .replace(/s$/, "");
}

/** The properties of an interface body: folded name → { doc, type }. */
function readProperties(body) {
  const properties = new Map();
  const property = /(?:\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*)?(?:readonly )?(\w+)\??: ((?:\{[^}]*\}|[^;{])*);/g;
  for (const [, doc = "", name, type] of body.matchAll(property)) {
    properties.set(foldName(name), { doc: doc.replace(/^\s*\* ?/gm, "").trim(), name, type });
  }
  return properties;
}

/** The interfaces of nested arguments: `lambda.FunctionTracingConfig` → properties. */
function readNested(text) {
  const nested = new Map();
  for (const [, space, body] of text.matchAll(/export declare namespace (\w+) \{([\s\S]*?)\n\}/g)) {
    for (const [, name, inner] of body.matchAll(/\n {4}interface (\w+) \{([\s\S]*?)\n {4}\}/g))
      nested.set(`${space}.${name}`, inner);
  }
  return nested;
}

function interfaceBody(text, name) {
  return new RegExp(`export interface ${name} \\{([\\s\\S]*?)\\n\\}`).exec(text)?.[1] ?? "";
}

/** One resource or data source of the package: { kind, module, name, doc, properties, secrets }. */
function readType(module, file, text, code) {
  const className = /export declare class (\w+) extends pulumi\.CustomResource/.exec(text)?.[1];
  const fnName =
    /export declare function (get\w+)\(args/.exec(text)?.[1] ?? /export declare function (get\w+)\(/.exec(text)?.[1];
  const name = basename(file, ".d.ts");
  if (className) {
    const doc = /\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*export declare class/.exec(text)?.[1] ?? "";
    const secrets = /additionalSecretOutputs: \[([^\]]*)\]/.exec(code)?.[1] ?? "";
    const properties = readProperties(interfaceBody(text, `${className}State`));
    for (const [key, argument] of readProperties(interfaceBody(text, `${className}Args`)))
      properties.set(key, argument);
    return {
      kind: "resource",
      module,
      name,
      token: `${module}.${className}`,
      doc,
      properties,
      secrets: [...secrets.matchAll(/\w+/g)].map(([secret]) => foldName(secret)),
    };
  }
  if (!fnName) return undefined;
  const type = fnName[0].toUpperCase() + fnName.slice(1);
  const doc = /\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*export declare function/.exec(text)?.[1] ?? "";
  const properties = readProperties(interfaceBody(text, `${type}Result`));
  for (const [key, argument] of readProperties(interfaceBody(text, `${type}Args`))) properties.set(key, argument);
  return {
    kind: "data",
    module,
    name: name.replace(/^get/, ""),
    token: `${module}.${fnName}`,
    doc,
    properties,
    secrets: [],
  };
}

/** Everything the package documents: { types, nested }, nested being a lookup of interfaces by `module.Name`. */
export function readDocs(packageFolder) {
  const types = [];
  const modules = readdirSync(packageFolder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== "types",
  );
  for (const module of ["", ...modules.map((entry) => entry.name).sort()]) {
    const folder = join(packageFolder, module);
    for (const file of readdirSync(folder)
      .filter((each) => each.endsWith(".d.ts"))
      .sort()) {
      const text = readFileSync(join(folder, file), "utf8");
      // Names that only the package has retired: the same resource is documented under its new name.
      if (/@deprecated [^\n]*has been deprecated in favor of/.test(text)) continue;
      const type = readType(module, file, text, readFileSync(join(folder, file.replace(".d.ts", ".js")), "utf8"));
      if (type) types.push(type);
    }
  }
  const inputs = readNested(readFileSync(join(packageFolder, "types/input.d.ts"), "utf8"));
  const outputs = readNested(readFileSync(join(packageFolder, "types/output.d.ts"), "utf8"));
  const bodies = { inputs, outputs };
  const nested = (type) => {
    const [, side, name] = /(inputs|outputs)\.([\w.]+)/.exec(type) ?? [];
    const body = name && bodies[side].get(name);
    return body === undefined ? undefined : readProperties(body);
  };
  return { types, nested };
}

/** The similarity of two sets: 0 to 1. */
function likeness(left, right) {
  let common = 0;
  for (const each of left) if (right.has(each)) common++;
  return common / (left.size + right.size - common);
}

/**
 * Pairs schema types with documented ones: Map("kind name" → documented type). A pair counts if the arguments agree to
 * nine tenths, or to seven tenths when the names say the same; with few arguments the names have to agree as well.
 */
export function pairTypes(schemaTypes, documented) {
  const pairs = new Map();
  for (const { kind, name, block } of schemaTypes) {
    const wanted = new Set([...block.attributes.keys(), ...block.blocks.keys()].map(foldName));
    wanted.delete("id");
    wanted.delete("timeout");
    const short = name.replace(/^aws_/, "").replaceAll("_", "");
    const scored = documented
      .filter((type) => type.kind === kind)
      .map((type) => ({ type, score: pairScore(wanted, short, type) }))
      .filter(({ score }) => score !== undefined);
    const highest = Math.max(...scored.map(({ score }) => score));
    const [best, ...tied] = scored.filter(({ score }) => score === highest);
    if (best && tied.length === 0) pairs.set(`${kind} ${name}`, best.type);
  }
  return pairs;
}

/** How well a documented type matches a type of the schema, by arguments and short name; undefined: not at all. */
function pairScore(wanted, short, { name, module, properties }) {
  const keys = new Set(properties.keys());
  keys.delete("id");
  const alike = likeness(wanted, keys);
  const own = name.toLowerCase();
  const sameName = short === module + own || short === own;
  if (alike < (sameName ? 0.7 : 0.9) || (wanted.size < 5 && !short.endsWith(own))) return undefined;
  return alike + (sameName ? 0.25 : short.endsWith(own) ? 0.05 : 0) + (short.startsWith(module) ? 0.01 : 0);
}

/**
 * Tokens in single backquotes at the start of a text, separated by commas, `and` and `or`; undefined if there is more.
 */
function listedTokens(text) {
  const list = /^((?:[,\s]|\band\b|\bor\b|\((?:the )?default\)|`"?[^`"\s]+"?`)+)(?:\.|$|\n)/.exec(text)?.[1];
  const tokens = [...(list ?? "").matchAll(/`"?([^`"]+)"?`/g)].map(([, token]) => token);
  return tokens.length > 0 ? tokens : undefined;
}

/**
 * The values an argument is limited to, if its documentation lists them and nothing else: a list that goes on in a
 * later sentence, names examples alone, stands for more (`4XX`), or may have been rewritten with the names (camel case)
 * is no list to rely on.
 */
function allowedValues(doc) {
  const intro = /\b(?:Valid|Allowed|Possible) (?:values|options)(?: are|:| are:)\s+(?=`)/i.exec(doc);
  if (!intro) return undefined;
  const rest = doc.slice(intro.index + intro[0].length);
  const values = listedTokens(rest);
  if (!values || values.length < 2 || new Set(values).size !== values.length) return undefined;
  if (values.some((value) => /^[a-z]+(?:[A-Z]|\d)/.test(value) || /[<>*{}$[\]]|\.\.|^-$|^\dXX$/.test(value)))
    return undefined;
  // A text that refers to another page for what is supported is not complete.
  if (/\bsee\b[^.]*\bsupport|\bpartners\b/i.test(doc)) return undefined;
  const others = [...doc.matchAll(/`"?([^`"]+)"?`/g)]
    .map(([, token]) => token)
    .filter((token) => !values.includes(token));
  const defaultValue = /[Dd]efaults? (?:to|is|value is)?:? ?`"?([^`"]+)"?`/.exec(doc)?.[1];
  if (defaultValue !== undefined && !values.includes(defaultValue)) return undefined;
  if (
    others.length > 0 &&
    /\balso\b|valid|support|accept|possible|allowed|other value|in addition|region/i.test(doc.replace(intro[0], ""))
  )
    return undefined;
  return values;
}

function conflicts(doc) {
  const found = /Conflicts with:? (?=`)/i.exec(doc);
  return (found && listedTokens(doc.slice(found.index + found[0].length))) ?? [];
}

/** Replaces `aws.s3.BucketPolicy` and `kmsKeyId` by Terraform's names, and links by their text. */
export function inTerraformTerms(message, typeNames) {
  return message
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[`*_]*\baws\.([\w]+(?:\.\w+)?)[`*_]*/g, (all, token) => typeNames.get(token) ?? all)
    .replace(/\b[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)+\b/g, (word) =>
      word.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    )
    .replace(/\bverion\b/g, "version")
    .replace(/[\s_*`]+$/g, "")
    .replace(/\s+/g, " ");
}

/** The facts in the comment of an argument. `conflicting` converts documented names to those of the schema. */
function annotation(doc, conflicting, typeNames) {
  const [, deprecated] = /@deprecated ?([\s\S]*)$/.exec(doc) ?? [];
  const text = doc.replace(/@deprecated[\s\S]*$/, "");
  const message = deprecated && inTerraformTerms(deprecated, typeNames).replace(/^\w+ is deprecated\. ?/, "");
  return {
    deprecated: deprecated === undefined ? undefined : message || "It will be removed.",
    allowedValues: allowedValues(text),
    conflictsWith: conflicts(text).flatMap(conflicting),
  };
}

/** Whether a conflict can be certain: a flag that is off does not conflict with anything. */
function mayConflict(attribute) {
  return attribute !== undefined && attribute.type !== "bool" && (attribute.optional || attribute.required);
}

function hasWordsOrNumbers(type) {
  if (typeof type === "string") return type === "string" || type === "number";
  return (type[0] === "list" || type[0] === "set") && hasWordsOrNumbers(type[1]);
}

/** Adds the documented facts to a block and the blocks in it: see `annotation`, and `sensitive` for secrets. */
export function annotate(block, properties, secrets, docs, typeNames) {
  const names = new Map([...block.attributes.keys()].map((name) => [foldName(name), name]));
  const conflicting = (documented) => {
    const name = names.get(foldName(documented));
    return mayConflict(block.attributes.get(name)) ? [name] : [];
  };
  for (const [name, attribute] of block.attributes) {
    const property = properties.get(foldName(name));
    if (secrets.includes(foldName(name))) attribute.sensitive = true;
    if (!property) continue;
    const found = annotation(property.doc, conflicting, typeNames);
    attribute.deprecated = found.deprecated;
    if (mayConflict(attribute)) attribute.conflictsWith = found.conflictsWith;
    if ((attribute.optional || attribute.required) && hasWordsOrNumbers(attribute.type))
      attribute.allowedValues = found.allowedValues;
  }
  for (const [name, nested] of block.blocks) {
    const property = properties.get(foldName(name));
    if (!property) continue;
    nested.deprecated = annotation(property.doc, conflicting, typeNames).deprecated;
    const inner = docs.nested(property.type);
    if (inner) annotate(nested.block, inner, [], docs, typeNames);
  }
}

/** The deprecation in the documentation of a type; undefined if there is none. */
export function typeDeprecation(doc, typeNames) {
  const text = doc.replace(/^\s*\* ?/gm, "");
  const [, rest] = /^> \*\*\w+:?\*\*:? [^\n]{0,60}?\b(?:is deprecated|is DEPRECATED)\b([^\n]*)/m.exec(text) ?? [];
  if (rest === undefined) return undefined;
  const plain = inTerraformTerms(rest, typeNames)
    .replace(/\*\*|(?<!\w)_|_(?!\w)/g, "")
    .replace(/^(?:[.!,\s]|and will be removed in a future version)*/, "");
  return (
    /[^.!]*\b(?:Use|Migrate)\b[^.!]*[.!]?/.exec(plain)?.[0].trim() ||
    plain.split(/(?<=[.!])\s/)[0] ||
    "It will be removed."
  );
}
