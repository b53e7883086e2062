// Writes src/aws/data/iam.pack (services, actions, resource types, condition keys) and managed-policies.pack.
// usage: node scripts/generate-iam.mjs
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { writeCompressedPack, writePack } from "./data-pack.mjs";
import { readSourceJson, SOURCES, sourceFolder } from "./data-sources.mjs";

const LEVELS = ["List", "Read", "Write", "Tagging", "Permissions management"];

/** Numbers distinct values in the order of their first use. */
function interner(first = []) {
  const values = [...first];
  const numbers = new Map(values.map((value, index) => [value, index]));
  return {
    values,
    number(value) {
      if (!numbers.has(value)) numbers.set(value, values.push(value) - 1);
      return numbers.get(value);
    },
  };
}

/** One service as compact JSON; src/aws/iam-packed.ts reads it and names the parts. */
function packService(prefix, serviceNames) {
  const read = (folder) => {
    const files = readdirSync(join(sourceFolder(SOURCES.iamData), "data", folder));
    return files.includes(`${prefix}.json`) ? readSourceJson(SOURCES.iamData, `data/${folder}/${prefix}.json`) : {};
  };
  const conditionKeys = Object.values(read("conditionKeys"));
  const typeOf = new Map(conditionKeys.map(({ key, type }) => [key, type]));
  const keys = interner(conditionKeys.map(({ key }) => key));
  const keySets = interner();
  const keySet = (names) =>
    keySets.number(
      [...new Set(names)]
        .map((name) => keys.number(name))
        .sort((a, b) => a - b)
        .join(" "),
    );
  const resources = Object.values(read("resourceTypes"));
  const resourceNumber = new Map(resources.map(({ key }, index) => [key, index]));
  const resourceRows = resources.map(({ key, arn, conditionKeys: own }) => [key, arn, keySet(own ?? [])]);
  const rows = Object.values(read("actions"));
  const names = rows.map(({ name }) => name);
  const actions = rows.map((action) => {
    const wanted = new Map();
    for (const { name, required } of action.resourceTypes) {
      if (!resourceNumber.has(name))
        throw new Error(`${prefix}:${action.name} names the resource type ${name}, which the service lacks`);
      wanted.set(name, (wanted.get(name) ?? false) || required);
    }
    const level = LEVELS.indexOf(action.accessLevel.replace(/, Write$/, ""));
    if (level < 0) throw new Error(`${prefix}:${action.name} has the unknown access level ${action.accessLevel}`);
    const own = [...action.conditionKeys, ...action.resourceTypes.flatMap((type) => type.conditionKeys)];
    const types = [...wanted].map(([name, required]) => resourceNumber.get(name) * 2 + (required ? 1 : 0));
    return [level, types.join(" "), keySet(own)].join(";");
  });
  return JSON.stringify({
    name: serviceNames[prefix] ?? prefix,
    names: names.join(" "),
    actions: actions.join("\n"),
    resources: resourceRows,
    keys: keys.values.map((key) => `${key} ${typeOf.get(key) ?? ""}`).join("\n"),
    keySets: keySets.values.join("\n"),
  });
}

function generateServices() {
  const serviceNames = readSourceJson(SOURCES.iamData, "data/serviceNames.json");
  const services = readSourceJson(SOURCES.iamData, "data/services.json");
  const date = readSourceJson(SOURCES.iamData, "package.json").updatedAt.slice(0, 10);
  const size = writePack(
    "iam.pack",
    date,
    services.map((prefix) => [prefix, packService(prefix, serviceNames)]),
  );
  console.log(`iam.pack: ${services.length} services of ${date}, ${size} bytes`);
}

function generateManagedPolicies() {
  const policies = Object.values(readSourceJson(SOURCES.managedPolicies, "dist/managedPolicies.json"));
  const chunks = policies.map(({ arn, latestVersionId, versions }) => {
    const { Statement } = versions[latestVersionId].document;
    return [
      arn.replace("arn:aws:iam::aws:policy/", ""),
      JSON.stringify(Array.isArray(Statement) ? Statement : [Statement]),
    ];
  });
  const date = policies
    .map((policy) => policy.lastUpdatedDate)
    .sort()
    .at(-1)
    .slice(0, 10);
  const size = writeCompressedPack("managed-policies.pack", date, chunks.sort());
  console.log(`managed-policies.pack: ${chunks.length} policies up to ${date}, ${size} bytes`);
}

generateServices();
generateManagedPolicies();
