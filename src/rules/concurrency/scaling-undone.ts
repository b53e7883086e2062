import { grouped } from "../../grouped.ts";
import { allReferences, ignoredChanges, type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { ignoreChanges } from "../shared/edits/ignored-changes.ts";

/** What Application Auto Scaling changes, and the argument for it. */
interface Scaled {
  readonly dimension: string;
  readonly type: string;
  readonly argument: string;
}

const SCALED: readonly Scaled[] = [
  {
    dimension: "lambda:function:ProvisionedConcurrency",
    type: "aws_lambda_provisioned_concurrency_config",
    argument: "provisioned_concurrent_executions",
  },
  {
    dimension: "dynamodb:table:ReadCapacityUnits",
    type: "aws_dynamodb_table",
    argument: "read_capacity",
  },
  {
    dimension: "dynamodb:table:WriteCapacityUnits",
    type: "aws_dynamodb_table",
    argument: "write_capacity",
  },
];

const example = (lifecycle: string) => `resource "aws_dynamodb_table" "orders" {
  name           = "orders"
  hash_key       = "id"
  read_capacity  = 5
  write_capacity = 5

  attribute {
    name = "id"
    type = "S"
  }
${lifecycle}}

resource "aws_appautoscaling_target" "orders" {
  service_namespace  = "dynamodb"
  scalable_dimension = "dynamodb:table:ReadCapacityUnits"
  resource_id        = "table/\${aws_dynamodb_table.orders.name}"
  min_capacity       = 5
  max_capacity       = 100
}`;

export default defineRule({
  summary: "Each apply undoes what automatic scaling has set",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "Terraform AWS provider 6.66.0, aws_dynamodb_table: read_capacity; its source, internal/service/lambda/provisioned_concurrency_config.go (2026-11)",
  why: `Application Auto Scaling changes the same number that Terraform enforces. Under load the next apply sets it back to what is
written: calls meet cold starts or are throttled, and every plan in between shows a change.`,
  bad: example(""),
  good: example(`
  lifecycle {
    ignore_changes = [read_capacity]
  }
`),
  check({ stack }) {
    const targets = stack.resources("aws_appautoscaling_target");
    return SCALED.flatMap(({ dimension, type, argument }) => {
      const own = targets.filter(({ body, isCertain }) => isCertain && body.string("scalable_dimension") === dimension);
      if (own.length === 0) return [];
      const byNamed = grouped(own, ({ body }) =>
        allReferences(body.value("resource_id")).map(({ resource }) => resource),
      );
      return stack.resources(type).flatMap((resource) => {
        const ignored = ignoredChanges(resource);
        if (ignored === "all" || ignored.has(argument) || resource.body.isSet(argument) !== "yes") return [];
        const [target] = namesOf(resource).flatMap((one) => byNamed.get(one) ?? []);
        if (!target) return [];
        return [
          {
            at: resource.body.place(argument),
            resource: resource.address,
            message: `${target} scales ${argument} of ${resource}, and each apply sets it back`,
            suggestions: suggestionOf(`Ignore changes of ${argument}`, ignoreChanges(resource.body, [argument])),
            help: `Add lifecycle { ignore_changes = [${argument}] }`,
            related: [{ at: target.body.place("resource_id"), message: "what scales it" }],
          },
        ];
      });
    });
  },
});

/**
 * What a target's id refers to if a resource is scaled: the resource itself, or the alias with provisioned concurrency.
 */
function namesOf(resource: Resource): readonly Resource[] {
  const alias = referredOfType(resource.body.value("qualifier"), "aws_lambda_alias");
  return alias ? [resource, alias] : [resource];
}
