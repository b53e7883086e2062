import { isCallersChoice, isLeftOut, type Resource, referredOfType, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";
import { referenceTo } from "../shared/edits/references.ts";

const BUS = "event_bus_name";
const DEFAULT = "default";

const example = (bus: string) => `resource "aws_cloudwatch_event_rule" "paid" {
  name           = "paid"
  event_bus_name = "orders"
  event_pattern  = jsonencode({ detail-type = ["paid"] })
}

resource "aws_cloudwatch_event_target" "paid" {
  rule = aws_cloudwatch_event_rule.paid.name${bus}
  arn  = aws_lambda_function.ship.arn
}`;

export default defineRule({
  summary: "A target is on a different event bus than its rule",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon EventBridge API reference, PutTargets: EventBusName; AWS provider 6.66.0 (2026-11)",
  why: `A rule's name belongs to its bus, and a target that names no bus looks for the rule on the default one. EventBridge then
finds no such rule, or a different one of the same name.`,
  bad: example(""),
  good: example("\n  event_bus_name = aws_cloudwatch_event_rule.paid.event_bus_name"),
  check({ stack }) {
    return stack.resources("aws_cloudwatch_event_target").flatMap((target) => {
      const rule = referredOfType(target.body.value("rule"), "aws_cloudwatch_event_rule");
      if (rule?.mode !== "managed") return [];
      const [own, its] = [busOf(target), busOf(rule)];
      // a bus declared here may have the name that is written there
      const isComparable = typeof own === typeof its || own === DEFAULT || its === DEFAULT;
      if (own === undefined || its === undefined || own === its || !isComparable) return [];
      const name = referenceTo(rule, target);
      return [
        {
          at: target.body.place(BUS),
          resource: target.address,
          message: `${target} is on ${described(own)}, and its rule ${rule} on ${described(its)}`,
          help: `Set ${BUS} = ${rule.type}.${rule.name}.${BUS}`,
          suggestions: name === undefined ? [] : suggestValues(target.body, BUS, [`${name}.${BUS}`]),
          related: [{ at: rule.body.place(BUS), message: "the bus of the rule" }],
        },
      ];
    });
  },
});

/** The bus of a rule or target, as a resource or by name; undefined if not known. */
function busOf(resource: Resource): Resource | string | undefined {
  if (isLeftOut(resource, BUS)) return DEFAULT;
  const value = resource.body.value(BUS);
  const bus = referredOfType(value, "aws_cloudwatch_event_bus");
  if (bus?.mode === "managed") return bus.isSymbolic ? undefined : bus;
  if (isCallersChoice(resource, BUS)) return undefined;
  // a data source is looked up by name, and an ARN ends with the name
  const name = stringOf(bus ? bus.body.value("name") : value);
  return name?.slice(name.lastIndexOf("/") + 1);
}

function described(bus: Resource | string): string {
  return bus === DEFAULT ? "the default bus" : `the bus ${bus}`;
}
