import { policyDocument, type Statement } from "../../iam/index.ts";
import { alternatives, type Resource, stringOf, type Value } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const example = (action: string, resource: string) => `resource "aws_iot_policy" "sensor" {
  name = "sensor"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "${action}", Resource = "${resource}" }]
  })
}`;

export default defineRule({
  summary: "An IoT Core policy lets a device act as any other device",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { kics: ["iot_policy_allows_action_as_wildcard", "iot_policy_allows_wildcard_resource"] },
  source: "AWS IoT Device Defender developer guide, AWS IoT policies overly permissive (2026-11)",
  why: `A device with such a policy can connect under any client id, which disconnects the device that has it, read what all others
send, and publish in their name: a rule passes that to the function as if it came from them. One copied certificate is enough.`,
  ignoreWhen: "The certificate belongs to a gateway that speaks for all devices.",
  bad: example("iot:*", "*"),
  good: example("iot:Publish", "arn:aws:iot:eu-west-1:111122223333:topic/$${iot:Connection.Thing.ThingName}/*"),
  check({ stack }) {
    return stack.resources("aws_iot_policy").flatMap((policy) =>
      alternatives(policy.body.value("policy"))
        .flatMap((value) => policyDocument(value)?.statements ?? [])
        .filter(
          ({ effect, conditions, knowsConditions }) => effect === "Allow" && knowsConditions && !conditions.length,
        )
        .flatMap((statement) => tooWide(policy, statement)),
    );
  },
});

function tooWide(policy: Resource, { actions, resources }: Statement): RuleFinding[] {
  const every = find(actions.values, /^(?:iot:)?\*$/i);
  const common = { resource: policy.address };
  if (every)
    return [
      {
        ...common,
        at: every.place,
        message: `${policy} lets a device do everything that IoT Core offers`,
        help: "Name what the device does: iot:Connect, iot:Publish, iot:Subscribe or iot:Receive",
      },
    ];
  const all = find(resources.values, /^\*$/);
  const action = find(actions.values, /^iot:/i);
  if (!all || !action) return [];
  return [
    {
      ...common,
      at: all.place,
      message: `${policy} allows ${stringOf(action)} for every device and topic`,
      help: "Name the client and the topics with policy variables, such as $${iot:Connection.Thing.ThingName}",
    },
  ];
}

function find(values: readonly Value[], pattern: RegExp): Value | undefined {
  return values.find((value) => pattern.test(stringOf(value) ?? ""));
}
