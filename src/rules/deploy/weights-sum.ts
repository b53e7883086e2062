import { isAlways, numberOf, type Place, type Resource, type Value } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { replaceValue } from "../shared/edits/values.ts";

export default defineRule({
  summary: "The weights of an alias do not split its traffic in a way that Lambda accepts",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Lambda API reference, AliasRoutingConfiguration (2026-11)",
  why: `An alias accepts one additional version, with a weight from 0 to 1: the share of calls that go there. Anything else is
refused, and so is $LATEST on either side, or the alias's own version as the additional one.`,
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
    return stack.resources("aws_lambda_alias").flatMap((alias) =>
      alias.body.blocks("routing_config").flatMap((routing) => {
        const weights = routing.value("additional_version_weights");
        if (weights.kind !== "object") return [];
        const at = routing.place("additional_version_weights");
        if (weights.entries.size > 0 && isOnLatest(alias)) return [unweighable(alias)];
        if (weights.entries.size > 1) return [tooMany(alias, [...weights.entries.keys()], at)];
        return [...weights.entries].flatMap(([version, value]) => faultsOf(alias, version, value));
      }),
    );
  },
});

function isOnLatest(alias: Resource): boolean {
  return isAlways(alias, "function_version", "$LATEST");
}

function unweighable({ address, body }: Resource): RuleFinding {
  return {
    at: body.place("function_version"),
    resource: address,
    message: `${address} splits its traffic, which Lambda does not accept on $LATEST`,
    help: "Point it at a published version",
  };
}

function tooMany({ address }: Resource, versions: readonly string[], at: Place): RuleFinding {
  return {
    at,
    resource: address,
    message: `${address} gives weights to ${versions.length} additional versions (${versions.join(", ")}), but Lambda accepts one`,
    help: "Keep the weight of one version; the rest goes to the alias's own version",
  };
}

function faultsOf({ address, body }: Resource, version: string, value: Value): readonly RuleFinding[] {
  const finding = { at: value.place, resource: address };
  const what = version === "$LATEST" ? version : body.string("function_version") === version && "its own version";
  if (what)
    return [
      {
        ...finding,
        message: `${address} gives a weight to ${what}, but Lambda accepts one only for another, published version`,
        help: "Name the version that should get a share of the calls; the rest goes to the alias's own version",
      },
    ];
  const weight = numberOf(value);
  if (weight === undefined || (weight >= 0 && weight <= 1)) return [];
  const isPercentage = weight > 1 && weight <= 100;
  return [
    {
      ...finding,
      message: `${address} gives version ${version} a weight of ${weight}, but weights range from 0 to 1`,
      help: isPercentage ? `For ${weight} percent write ${weight / 100}` : "Write the share of calls, from 0 to 1",
      suggestions: isPercentage ? suggestionOf(`Write ${weight / 100}`, replaceValue(value, String(weight / 100))) : [],
    },
  ];
}
