import { oncePer } from "../../once-per.ts";
import { ignoredChanges, isAlways, isLeftOut, type Resource, referredOfType, stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

/** The block that configures a data source, by its type. */
const CONFIGURATIONS: Readonly<Record<string, string>> = {
  AMAZON_DYNAMODB: "dynamodb_config",
  AMAZON_EVENTBRIDGE: "event_bridge_config",
  AWS_LAMBDA: "lambda_config",
  HTTP: "http_config",
};
const PIPELINE = "pipeline_config";

/** A mistake: the wrong argument, and a description. */
type Fault = readonly [argument: string, what: string, help: string];

const example = (field: string) => `resource "aws_appsync_graphql_api" "orders" {
  name                = "orders"
  authentication_type = "AWS_IAM"

  schema = <<-EOT
    type Query {
      order(id: ID!): String
    }
  EOT
}

resource "aws_appsync_resolver" "order" {
  api_id      = aws_appsync_graphql_api.orders.id
  type        = "Query"
  field       = "${field}"
  data_source = "orders"
}`;

export default defineRule({
  summary: "An AppSync resolver is for a field that does not exist, or lacks its data source",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS AppSync API reference, CreateResolver, CreateDataSource (2026-11)",
  why: `A resolver belongs to a field of the schema, and uses one data source or a pipeline of functions. A data source names what
it reads. AppSync refuses anything else at apply.`,
  bad: example("orders"),
  good: example("order"),
  check({ stack }) {
    // separately declared types may add fields to those of the schema
    const hasTypes = stack.resources("aws_appsync_type").length > 0;
    const sources = stack.resources("aws_appsync_datasource").map((one) => [one, sourceFaults(one)] as const);
    const resolvers = stack
      .resources("aws_appsync_resolver")
      .map((one) => [one, resolverFaults(one, hasTypes)] as const);
    return [...sources, ...resolvers].flatMap(([resource, faults]): RuleFinding[] =>
      faults.map(([argument, what, help]) => ({
        at: resource.body.place(argument),
        resource: resource.address,
        message: `${resource} ${what}`,
        help,
      })),
    );
  },
});

function sourceFaults(source: Resource): Fault[] {
  const [type, block] = Object.entries(CONFIGURATIONS).find(([name]) => isAlways(source, "type", name)) ?? [];
  if (type === undefined || block === undefined || !isLeftOut(source, block)) return [];
  return [["type", `is of type ${type}, but has no ${block}`, `Add ${block} with what it should call`]];
}

function resolverFaults(resolver: Resource, hasTypes: boolean): Fault[] {
  const isPipeline = isAlways(resolver, "kind", "PIPELINE");
  const isUnit = isAlways(resolver, "kind", "UNIT") || isLeftOut(resolver, "kind");
  const faults: Fault[] = [];
  if (isPipeline && isLeftOut(resolver, PIPELINE))
    faults.push(["kind", "is a pipeline without functions", `Add ${PIPELINE} with the functions, or remove kind`]);
  if (isUnit && isLeftOut(resolver, "data_source"))
    faults.push([
      "kind",
      "has no data source",
      `Set data_source to the name of one, or kind = "PIPELINE" with ${PIPELINE}`,
    ]);
  const api = referredOfType(resolver.body.value("api_id"), "aws_appsync_graphql_api");
  const type = resolver.body.string("type");
  const field = resolver.body.string("field");
  const fields = api && type !== undefined && !hasTypes ? fieldsOf(api)?.get(type) : undefined;
  if (type === undefined || field === undefined || !fields || fields.has(field)) return faults;
  return [
    ...faults,
    [
      "field",
      `is for ${type}.${field}, which is not in the schema`,
      fields.size > 10 ? "Name a field of the type" : `Name one of ${[...fields].join(", ")}`,
    ],
  ];
}

/** The fields of each type of an API's schema; undefined if not known. */
const fieldsOf = oncePer((api: Resource): ReadonlyMap<string, ReadonlySet<string>> | undefined => {
  const schema = api.mode === "managed" ? stringOf(api.body.value("schema")) : undefined;
  const ignored = ignoredChanges(api);
  // a pipeline may maintain the schema afterwards
  if (schema === undefined || ignored === "all" || ignored.has("schema")) return undefined;
  const types = new Map<string, Set<string>>();
  // the body of a type ends at the first brace, as arguments, which may contain braces, have been removed
  for (const part of bare(schema).split("}")) {
    const start = part.lastIndexOf("{");
    const name = [...part.slice(0, start).matchAll(/\btype\s+(\w+)/g)].at(-1)?.[1];
    if (start < 0 || name === undefined) continue;
    const fields = types.get(name) ?? new Set();
    for (const [, field = ""] of part.slice(start).matchAll(/(?<!\w)(\w+)\s*:/g)) fields.add(field);
    types.set(name, fields);
  }
  return types;
});

/** A schema without descriptions, comments and arguments. */
function bare(schema: string): string {
  return schema
    .replace(/""".*?"""/gs, " ")
    .replace(/"(?:[^"\\\n]|\\.)*"?|#.*/g, " ")
    .replace(/\([^()]*\)/g, " ");
}
