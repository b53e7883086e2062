// Writes src/aws/data/api-constraints.json: which texts, numbers and counts AWS accepts for arguments.
// usage: node scripts/generate-api-constraints.mjs
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { LEFT_OUT, OPERATIONS, OTHER_NAMES } from "./api-constraints.mjs";
import { inBrackets, readPattern, spoken, spokenFirst } from "./character-sets.mjs";
import { writeData } from "./data-pack.mjs";
import { pythonSourceFolder, SOURCES } from "./data-sources.mjs";
import { importSource } from "./import-source.mjs";

/** The date on which that version of botocore was published. */
const PUBLISHED = "2026-10-01";

/** Longer texts are documents, which the provider rewrites, for example JSON without its white space. */
const MAX_LENGTH = 2_048;
/** Greater minimum lengths are those of ARNs and the like, which other rules check more precisely. */
const MAX_MIN_LENGTH = 3;

/** Arguments that refer to other resources; specific rules check their format. */
const REFERENCE = /(?:^|_)(?:arns?|roles?|ids?|keys?|key_identifier|ur[il]|permissions_boundary)$|^tags$/;
/** Exceptions, whose values the author chooses. */
const CHOSEN = /(?:^|_)(?:statement_id|target_id|consumer_group_id)$/;
/** Secrets, which reports must not show. */
const SECRET = /password|secret|(?:access|refresh|auth)_token/;
/** Documents, code, and values that the provider rewrites. */
const DOCUMENT =
  /(?:^|_)(?:policy|document|definition|content|code|body|schema|certificate|template|query|script|json|parameters)$/;

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { resourceSchema } = await importSource(root, 'export { resourceSchema } from "./src/aws/provider-schema.ts";');
const modelsFolder = join(pythonSourceFolder(SOURCES.apiModels), "botocore/data");

/** The operations and shapes in the newest model of a service. */
function readModel(service) {
  const version = readdirSync(join(modelsFolder, service)).sort().at(-1);
  return JSON.parse(gunzipSync(readFileSync(join(modelsFolder, service, version, "service-2.json.gz"))).toString());
}

/** The same text for `FunctionName` and `function_name`. */
const fold = (name) => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** A shape; some services only state lengths and ranges in its name: StringWithLengthBetween1And64. */
function shapeNamed(shapes, name) {
  const [, min, max] = /Between(\d+)And(\d+)$/.exec(name) ?? [];
  const shape = shapes[name];
  return max === undefined ? shape : { min: Number(min), max: Number(max), ...shape };
}

/** A structure, or that of a list's elements. */
function structureOf(shapes, shape) {
  return shape.type === "list" ? structureOf(shapes, shapes[shape.member.shape]) : shape;
}

/** Everything about each argument: [type, path of the argument, its schema, the shape, the shapes of the service]. */
function* argumentsOf(type, { block, structure, shapes, path }) {
  const { members = {} } = structureOf(shapes, structure);
  const byName = new Map(Object.entries(members).map(([name, { shape }]) => [fold(name), shapeNamed(shapes, shape)]));
  const memberOf = (name, guesses) => {
    const other = otherName(type, [...path, name]);
    return (other ? [other] : [name, ...guesses]).map((guess) => byName.get(fold(guess))).find(Boolean);
  };
  for (const [name, schema] of block.attributes) {
    if (!schema.optional && !schema.required) continue;
    const shape = memberOf(name, path.length === 0 && name === "name" ? longNames(type) : []);
    if (shape) yield { argument: [...path, name], schema, shape, shapes };
  }
  for (const [name, nested] of block.blocks) {
    const shape = memberOf(name, [`${name}s`, `${name}list`, name.replace(/y$/, "ies"), `${name}config`]);
    // the schema cuts off blocks that contain themselves
    if (shape && path.length < 8)
      yield* argumentsOf(type, { block: nested.block, structure: shape, shapes, path: [...path, name] });
  }
}

const otherName = (type, argument) => OTHER_NAMES[type]?.[argument.join(".")];

/** `name` of an aws_iam_role is RoleName, and of an aws_cloudwatch_event_archive ArchiveName. */
function longNames(type) {
  const words = type.split("_").slice(1);
  return words.map((_, start) => `${words.slice(start).join("")}name`);
}

function textOf({ min = 0, max = Number.POSITIVE_INFINITY, pattern }) {
  const form = pattern === undefined ? undefined : readPattern(pattern);
  const wanted = form && wordsOf(form);
  const least = Math.max(min, form?.min ?? 0);
  const most = Math.min(max, form?.max ?? max);
  // an empty text counts as not set
  const low = least > MAX_MIN_LENGTH ? 1 : Math.max(least, 1);
  const high = most > MAX_LENGTH ? undefined : most;
  if (wanted === undefined) {
    if (high === undefined) return undefined;
    return [
      `^.{${low > 1 ? low : 0},${high}}$`,
      low > 1 ? `${low} to ${high} characters long` : `at most ${high} characters long`,
    ];
  }
  const counted = form.first ? `[${inBrackets(form.first)}][${inBrackets(form.rest)}]` : `[${inBrackets(form.rest)}]`;
  const more = form.first ? 1 : 0;
  const numbers = `${Math.max(low - more, 0)},${high === undefined ? "" : high - more}`;
  const count = high === undefined ? "" : low === high ? `${high} ` : `${low} to ${high} `;
  return [`^${counted}{${numbers}}$`, `${count}${wanted}`];
}

function wordsOf({ first, rest }) {
  const words = spoken(rest);
  if (words === undefined || !first) return words;
  const head = spokenFirst(first);
  return head && `${words}, with ${head} first`;
}

const NUMBERS = ["integer", "long", "float", "double"];

/** The constraints on an argument: { text }, { range } and { most }. */
function constraintsOf(type, { argument, schema, shape, shapes }) {
  const name = argument.at(-1);
  const { kind, element } = schema.type;
  const isList = shape.type === "list";
  if (isList !== (kind === "list" || kind === "set")) return {};
  const one = isList ? shapeNamed(shapes, shape.member.shape) : shape;
  const most = isList && !/^tags$/.test(name) ? shape.max : undefined;
  if ((isList ? element.kind : kind) === "number" && !isList && NUMBERS.includes(one.type))
    return { range: rangeOf(one, schema) };
  const isChosen = CHOSEN.test(name) || otherName(type, argument) !== undefined;
  const isFree = (isChosen || !REFERENCE.test(name)) && !DOCUMENT.test(name) && !SECRET.test(name);
  const isText = (isList ? element.kind : kind) === "string" && one.type === "string" && !one.enum && isFree;
  return { most, text: isText ? textOf(one) : undefined };
}

/** [minimum, maximum, whether 0 means unset]: the provider does not send an optional 0. */
function rangeOf({ min, max }, { optional }) {
  if (min === undefined && max === undefined) return undefined;
  return [min ?? null, max ?? null, optional && min > 0 ? 1 : 0];
}

/** A list of distinct values, each with its number. */
class Numbered {
  items = [];
  numbers = new Map();
  add(item) {
    const key = JSON.stringify(item);
    if (!this.numbers.has(key)) {
      this.numbers.set(key, this.items.length);
      this.items.push(item);
    }
    return this.numbers.get(key);
  }
}

const texts = new Numbered();
const ranges = new Numbered();
const types = {};
const leftOut = new Set(Object.values(LEFT_OUT).flat());
const used = new Set();
for (const [service, operations] of Object.entries(OPERATIONS)) {
  const { shapes, operations: ofService } = readModel(service);
  for (const [key, ofTypes] of Object.entries(operations)) {
    const [operation, ...inner] = key.split(".");
    const input = shapes[ofService[operation].input.shape];
    const structure = inner.reduce((shape, member) => shapes[structureOf(shapes, shape).members[member].shape], input);
    for (const type of ofTypes) {
      const block = resourceSchema(type);
      for (const found of argumentsOf(type, { block, structure, shapes, path: [] })) {
        const path = found.argument.join(".");
        if (leftOut.has(`${type}.${path}`)) {
          used.add(`${type}.${path}`);
          continue;
        }
        const { text, range, most } = constraintsOf(type, found);
        types[type] ??= { texts: {}, ranges: {}, counts: {} };
        if (text) types[type].texts[path] = texts.add(text);
        if (range) types[type].ranges[path] = ranges.add(range);
        if (most !== undefined) types[type].counts[path] = most;
      }
    }
  }
}
const needless = [...leftOut].filter((argument) => !used.has(argument));
if (needless.length > 0)
  throw new Error(`of these the API says nothing that could be left out: ${needless.join(", ")}`);
const lines = Object.entries(types)
  .map(([type, of]) => [
    type,
    Object.fromEntries(Object.entries(of).filter(([, each]) => Object.keys(each).length > 0)),
  ])
  .filter(([, of]) => Object.keys(of).length > 0)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([type, of]) => `${JSON.stringify(type)}:${JSON.stringify(of)}`);
writeData(
  "api-constraints.json",
  `{"asOf":"${PUBLISHED}","texts":${JSON.stringify(texts.items)},"ranges":${JSON.stringify(ranges.items)},"types":{\n${lines.join(",\n")}\n}}\n`,
);
