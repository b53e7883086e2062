// Writes src/aws/data/provider-schema.pack: every type of the AWS provider and of the small ones used beside it, and
// their own configuration; and provider-history.pack: what was otherwise in older major versions of the AWS provider.
// usage: node scripts/generate-provider-schema.mjs
import { writePack } from "./data-pack.mjs";
import { SOURCES, sourceFolder } from "./data-sources.mjs";
import { readBindings } from "./provider-bindings.mjs";
import { annotate, pairTypes, readDocs, typeDeprecation } from "./provider-docs.mjs";
import { providerHistory } from "./provider-history.mjs";
import { byName, packBlock } from "./schema-packing.mjs";

/** The date on which SOURCES.awsProvider was published. */
const PUBLISHED = "2026-09-23";

/**
 * Types that are built into Terraform (terraform.io/builtin/terraform; "terraform_data", Terraform language docs 1.11).
 */
const BUILT_IN = [
  type("resource", "terraform_data", {
    id: ["string", "c"],
    input: ["dynamic", "o"],
    output: ["dynamic", "c"],
    triggers_replace: ["dynamic", "o"],
  }),
  type("data", "terraform_remote_state", {
    backend: ["string", "r"],
    config: ["dynamic", "o"],
    defaults: ["dynamic", "o"],
    outputs: ["dynamic", "c"],
    workspace: ["string", "o"],
  }),
];

function type(kind, name, attributes) {
  const rows = Object.entries(attributes).map(([attribute, [of, flag]]) => [
    attribute,
    { type: of, required: flag === "r", optional: flag === "o", computed: flag === "c", writeOnly: false },
  ]);
  return { kind, name, block: { attributes: new Map(rows), blocks: new Map() } };
}

/** Deprecations that are missing in the documentation (AWS provider 6.66.0, resource aws_iam_role). */
const DEPRECATED = {
  "aws_iam_role.inline_policy": "Use the aws_iam_role_policy resource instead.",
  "aws_iam_role.managed_policy_arns": "Use the aws_iam_role_policy_attachment resource instead.",
};

function annotateAws(types) {
  const docs = readDocs(sourceFolder(SOURCES.awsProviderDocs));
  const pairs = pairTypes(types, docs.types);
  const typeNames = new Map([...pairs].map(([key, { token }]) => [token.replace(/^\./, ""), key.split(" ")[1]]));
  for (const each of types) {
    const pair = pairs.get(`${each.kind} ${each.name}`);
    if (!pair) continue;
    annotate(each.block, pair.properties, pair.secrets, docs, typeNames);
    each.deprecated = typeDeprecation(pair.doc, typeNames);
  }
  for (const [path, message] of Object.entries(DEPRECATED)) argumentAt(types, path).deprecated = message;
  console.log(`documentation found for ${pairs.size} of ${types.length} types`);
}

/** An attribute or block of a resource: `aws_lambda_function.tracing_config.mode`. */
function argumentAt(types, path) {
  const [name, ...steps] = path.split(".");
  const last = steps.pop();
  let block = types.find((each) => each.kind === "resource" && each.name === name)?.block;
  for (const step of steps) block = block?.blocks.get(step)?.block;
  const found = block?.attributes.get(last) ?? block?.blocks.get(last);
  if (!found) throw new Error(`the schema has no ${path}`);
  return found;
}

/**
 * What a provider's own configuration may hold. Nothing is required of it, as much of it comes from the environment
 * too; of endpoints every version has some more.
 */
function asConfiguration({ kind, name, block }) {
  const attributes = [...block.attributes].filter(([attribute]) => attribute !== "alias");
  const blocks = [...block.blocks].map(([nested, value]) => [
    nested,
    nested === "endpoints" ? { ...value, open: true } : value,
  ]);
  const optional = attributes.map(([attribute, value]) => [attribute, { ...value, required: false, optional: true }]);
  return { kind, name, block: { attributes: new Map(optional), blocks: new Map(blocks) } };
}

/** The schema in a pinned package. */
function schemaOf(source) {
  const { version, types } = readBindings(sourceFolder(source));
  return { version, types: types.map((each) => (each.kind === "provider" ? asConfiguration(each) : each)) };
}

const aws = schemaOf(SOURCES.awsProvider);
annotateAws(aws.types);
const others = ["archive", "random", "null", "local", "time", "tls", "http"].map((name) => [
  name,
  schemaOf(SOURCES[`${name}Provider`]),
]);
const types = [...aws.types, ...BUILT_IN, ...others.flatMap(([, { types: own }]) => own)];
const chunks = types.map((each) => {
  const packed = packBlock(each.block);
  return [
    `${each.kind} ${each.name}`,
    JSON.stringify(each.deprecated === undefined ? packed : { ...packed, d: each.deprecated }),
  ];
});
const versions = { aws: aws.version, ...Object.fromEntries(others.map(([name, { version }]) => [name, version])) };
const size = writePack("provider-schema.pack", PUBLISHED, [
  ["versions", JSON.stringify(versions)],
  ...chunks.sort(byName),
]);
console.log(`provider-schema.pack: ${chunks.length} types, aws ${aws.version}, ${size} bytes`);

const olderMajors = [
  { major: 5, source: SOURCES.awsProvider5 },
  { major: 4, source: SOURCES.awsProvider4 },
  { major: 3, source: SOURCES.awsProvider3 },
].map(({ major, source }) => ({ major, types: schemaOf(source).types }));
const history = providerHistory(aws.types, olderMajors);
const historySize = writePack("provider-history.pack", PUBLISHED, history);
console.log(`provider-history.pack: ${history.length} types, ${historySize} bytes`);
