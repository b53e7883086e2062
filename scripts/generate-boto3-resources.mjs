// Writes src/aws/data/boto3-resources.json: which operations the members of boto3's resources call, and what they
// return.
// usage: node scripts/generate-boto3-resources.mjs
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeData } from "./data-pack.mjs";
import { pythonSourceFolder, SOURCES } from "./data-sources.mjs";

const models = join(pythonSourceFolder(SOURCES.boto3), "boto3/data");
const services = {};
for (const service of readdirSync(models).sort()) {
  const version = readdirSync(join(models, service)).sort().at(-1);
  const { service: own, resources } = JSON.parse(
    readFileSync(join(models, service, version, "resources-1.json"), "utf8"),
  );
  // a service can create resources of all types
  const parts = mapValues(resources, (_, type) => type);
  services[service] = { "": { ...typeOf(own), parts }, ...mapValues(resources, typeOf) };
}
writeData("boto3-resources.json", `${JSON.stringify(services)}\n`);

/** The members of a type of resources, or of a service itself; empty lists are left out. */
function typeOf({ identifiers = [], load, actions = {}, batchActions = {}, has = {}, hasMany = {}, waiters = {} }) {
  const used = [load, ...Object.values(actions)].flatMap((action) => action?.request.params ?? []);
  const related = Object.entries(has);
  const isReference = ([, { resource }]) => resource.identifiers.some(({ source }) => source === "data");
  const parameters = new Map(identifiers.map(({ name }) => [name, parameterFor(name, used)]));
  return withoutEmpty({
    identifiers: [...parameters.values()],
    names: identifiers.flatMap(({ name, memberName }) => [name, ...(memberName ? [memberName] : [])].map(snakeCase)),
    load: load?.request.operation,
    actions: renamed(actions, actionOf),
    otherNames: withoutEmpty(renamed(actions, ({ request }) => otherNames(request.params, parameters))),
    batch: renamed(batchActions, ({ request }) => request.operation),
    parts: Object.fromEntries(
      related.filter((each) => !isReference(each)).map(([name, { resource }]) => [name, resource.type]),
    ),
    references: renamed(Object.fromEntries(related.filter(isReference)), ({ resource }) => resource.type),
    collections: renamed(hasMany, ({ request, resource }) => [request.operation, resource.type]),
    waiters: Object.fromEntries(
      Object.entries(waiters).map(([name, { waiterName }]) => [`wait_until_${snakeCase(name)}`, waiterName]),
    ),
  });
}

/** An operation, with the type of its result and whether that is a list. */
function actionOf({ request, resource }) {
  if (!resource) return [request.operation];
  const isList = [resource.path, ...resource.identifiers.map(({ path }) => path)].some((path) => path?.includes("[]"));
  return isList ? [request.operation, resource.type, true] : [request.operation, resource.type];
}

/** The parameters of an operation for identifiers that most other operations name differently. */
function otherNames(params = [], parameters) {
  return Object.fromEntries(
    params
      .filter(({ source, target }) => source === "identifier" && !/[.[]/.test(target))
      .filter(({ name, target }) => parameters.has(name) && parameters.get(name) !== target)
      .map(({ name, target }) => [target, parameters.get(name)]),
  );
}

/** The parameter of operations for an identifier: `Bucket` for `BucketName`. */
function parameterFor(identifier, used) {
  const counts = new Map();
  for (const { source, name, target } of used) {
    if (source !== "identifier" || name !== identifier || target.includes(".")) continue;
    const plain = target.replace(/s\[.*\]$/, "");
    counts.set(plain, (counts.get(plain) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? identifier;
}

function renamed(members, toValue) {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [snakeCase(name), toValue(member)]));
}

function mapValues(object, toValue) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, toValue(value, key)]));
}

function withoutEmpty(object) {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined && Object.keys(value).length > 0),
  );
}

/** As botocore writes names: `DBInstance` is `db_instance`. */
function snakeCase(name) {
  return name
    .replace(/(.)([A-Z][a-z]+)/g, "$1_$2")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase();
}
