import { numberOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "The weights of an alias do not divide its traffic",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda API reference, AliasRoutingConfiguration (2026-11)",
  why: "An alias takes one version beside its own, with a weight from 0 to 1: the part of the calls that go there. Anything else is refused, also where that other version is $LATEST or the alias's own.",
  bad: `resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = "orders"
  function_version = "7"

  routing_config {
    additional_version_weights = { "8" = 10 }
  }
}`,
  good: `resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = "orders"
  function_version = "7"

  routing_config {
    additional_version_weights = { "8" = 0.1 }
  }
}`,
  check({ stack }) {
    return stack.resources("aws_lambda_alias").flatMap(({ address, body }) =>
      body.blocks("routing_config").flatMap((routing) => {
        const weights = routing.value("additional_version_weights");
        if (weights.kind !== "object") return [];
        const finding = { at: routing.place("additional_version_weights"), resource: address };
        if (weights.entries.size > 1) {
          const versions = [...weights.entries.keys()].join(", ");
          return [
            {
              ...finding,
              message: `${address} gives weights to ${weights.entries.size} more versions (${versions}), and Lambda takes one`,
              help: "Keep the weight of one version; the alias's own version takes the rest",
            },
          ];
        }
        return [...weights.entries].flatMap(([version, value]) => {
          const what =
            version === "$LATEST" ? version : body.string("function_version") === version && "its own version";
          if (what) {
            return [
              {
                ...finding,
                at: value.place,
                message: `${address} gives a weight to ${what}, and Lambda takes one for another, published version alone`,
                help: "Name the version that is to get a part of the calls; the alias's own version takes the rest",
              },
            ];
          }
          const weight = numberOf(value);
          if (weight === undefined || (weight >= 0 && weight <= 1)) return [];
          return [
            {
              ...finding,
              at: value.place,
              message: `${address} gives version ${version} a weight of ${weight}, and weights go from 0 to 1`,
              help:
                weight > 1 && weight <= 100
                  ? `For ${weight} percent write ${weight / 100}`
                  : "Write the part of the calls, from 0 to 1",
            },
          ];
        });
      }),
    );
  },
});
