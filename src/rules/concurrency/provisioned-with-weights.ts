import { qualifierArgument } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";
import { removeBlock } from "../shared/edits/blocks.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const example = (versions: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"
  publish       = true
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.orders.function_name
  function_version = ${versions}
}

resource "aws_lambda_provisioned_concurrency_config" "live" {
  function_name                     = aws_lambda_function.orders.function_name
  qualifier                         = aws_lambda_alias.live.name
  provisioned_concurrent_executions = 5
}`;

export default defineRule({
  summary: "An alias has both provisioned concurrency and weighted versions",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda API reference, PutProvisionedConcurrencyConfig (2026-11)",
  why: `Lambda refuses provisioned concurrency for an alias that splits its traffic between two versions, and weights for one that
has provisioned concurrency. The apply fails at whichever comes second.`,
  bad: example(`"7"

  routing_config {
    additional_version_weights = { "8" = 0.1 }
  }`),
  good: example('"8"'),
  check({ stack }) {
    return stack.functions.flatMap((fn) =>
      fn.provisioned.flatMap(({ address, body, isCertain }) => {
        const named = qualifierArgument(body.value("qualifier"));
        const alias = fn.aliases.find((each) =>
          named.kind === "alias"
            ? named.alias === each
            : named.kind === "named" && each.body.string("name") === named.name,
        );
        const routing = alias?.body.block("routing_config");
        const weights = routing?.value("additional_version_weights");
        if (
          !isCertain ||
          !alias?.isCertain ||
          !routing?.isCertain ||
          weights?.kind !== "object" ||
          weights.entries.size === 0
        )
          return [];
        return [
          {
            at: body.place("qualifier"),
            resource: address,
            message: `${address} keeps executions ready for ${alias}, which splits its traffic by weights`,
            suggestions: suggestionOf(`Remove routing_config of ${alias}`, removeBlock(routing)),
            help: "Remove either the provisioned concurrency or additional_version_weights",
            related: [{ at: routing.place("additional_version_weights"), message: "the weights" }],
          },
        ];
      }),
    );
  },
});
