import { protocolOf } from "../../lambda/index.ts";
import { isAlways, isCallersChoice, isLeftOut, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { removeArgument, suggestValues } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { referenceTo } from "../shared/edits/references.ts";
import { type ArgumentFault, argumentFindings } from "../shared/resources/argument-faults.ts";

const FORMAT = "payload_format_version";
const SUBTYPE = "integration_subtype";
const PARAMETERS = "request_parameters";
/** Milliseconds that a WebSocket API waits; HTTP APIs wait a second longer. */
const WEBSOCKET_TIMEOUT_MAX = 29_000;
/** More would not be read. */
const MOST_LINKS = 3;

const example = (method: string) => `resource "aws_apigatewayv2_integration" "backend" {
  api_id           = "a1b2c3d4e5"
  integration_type = "HTTP_PROXY"
  integration_uri  = "https://orders.example.org"${method}
}`;

/** The services that an HTTP API calls by itself, and the parameters that each requires. */
const SUBTYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ["AppConfig-GetConfiguration", ["Application", "Environment", "Configuration", "ClientId"]],
  ["EventBridge-PutEvents", ["Detail", "DetailType", "Source"]],
  ["Kinesis-PutRecord", ["StreamName", "Data", "PartitionKey"]],
  ["SQS-DeleteMessage", ["ReceiptHandle", "QueueUrl"]],
  ["SQS-PurgeQueue", ["QueueUrl"]],
  ["SQS-ReceiveMessage", ["QueueUrl"]],
  ["SQS-SendMessage", ["QueueUrl", "MessageBody"]],
  ["StepFunctions-StartExecution", ["StateMachineArn"]],
  ["StepFunctions-StartSyncExecution", ["StateMachineArn"]],
  ["StepFunctions-StopExecution", ["ExecutionArn"]],
]);

export default defineRule({
  summary: "An integration lacks what its type requires, or has what it does not support",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Amazon API Gateway API reference v2, CreateIntegration; developer guide, Integration subtype reference (2026-11)",
  why: `An HTTP backend needs a method, a private one a VPC link, and an AWS service a role, payload format 1.0 and the parameters of its operation. Otherwise API
Gateway refuses the integration.`,
  bad: example(""),
  good: example(`
  integration_method = "GET"`),
  check({ stack }) {
    return stack
      .resources("aws_apigatewayv2_integration")
      .flatMap((integration) =>
        argumentFindings(integration, [
          ...backendFaults(integration),
          ...serviceFaults(integration),
          ...webSocketFaults(integration),
        ]),
      );
  },
});

function backendFaults(integration: Resource): ArgumentFault[] {
  const faults: ArgumentFault[] = [];
  const isHttp = isAlways(integration, "integration_type", "HTTP_PROXY");
  if (isHttp && isLeftOut(integration, "integration_method"))
    faults.push([
      "integration_type",
      "calls a backend without a method",
      'Set integration_method = "ANY", or the one that it accepts',
      suggestValues(integration.body, "integration_method", ['"ANY"']),
    ]);
  if (isHttp && isNewerForm(integration))
    faults.push([
      FORMAT,
      "calls a backend with payload format 2.0, which is only for functions",
      `Remove ${FORMAT}`,
      withoutFormat(integration),
    ]);
  if (isAlways(integration, "connection_type", "VPC_LINK") && isLeftOut(integration, "connection_id"))
    faults.push([
      "connection_type",
      "goes through a VPC link that it does not name",
      "Set connection_id to the link's id",
      linkOf(integration),
    ]);
  return faults;
}

function serviceFaults(integration: Resource): ArgumentFault[] {
  if (!isAlways(integration, "integration_type", "AWS_PROXY") || integration.body.isSet(SUBTYPE) !== "yes") return [];
  const faults: ArgumentFault[] = [];
  if (isLeftOut(integration, "credentials_arn"))
    faults.push([
      SUBTYPE,
      "calls an AWS service without a role",
      "Set credentials_arn to a role that API Gateway may assume",
    ]);
  if (isNewerForm(integration))
    faults.push([
      FORMAT,
      "calls an AWS service with payload format 2.0, which is only for functions",
      `Remove ${FORMAT}`,
      withoutFormat(integration),
    ]);
  return [...faults, ...parameterFaults(integration)];
}

function parameterFaults(integration: Resource): ArgumentFault[] {
  const subtype = isCallersChoice(integration, SUBTYPE) ? undefined : integration.body.string(SUBTYPE);
  if (subtype === undefined) return [];
  const required = SUBTYPES.get(subtype);
  if (!required)
    return [
      [
        SUBTYPE,
        `calls ${subtype}, which is none that HTTP APIs offer`,
        `Set it to one of ${[...SUBTYPES.keys()].join(", ")}`,
      ],
    ];
  const given = integration.body.value(PARAMETERS);
  const isKnown = given.kind === "object" && !given.open && !isCallersChoice(integration, PARAMETERS);
  const isNone = isLeftOut(integration, PARAMETERS);
  const missing = required.filter((name) => isNone || (isKnown && !given.entries.has(name)));
  if (missing.length === 0) return [];
  return [
    [
      isNone ? SUBTYPE : PARAMETERS,
      `calls ${subtype} without ${missing.join(" and ")}`,
      `Add ${missing.join(" and ")} to ${PARAMETERS}`,
    ],
  ];
}

function webSocketFaults(integration: Resource): ArgumentFault[] {
  if (protocolOf(integration) !== "WEBSOCKET") return [];
  const faults: ArgumentFault[] = [];
  if (isNewerForm(integration))
    faults.push([
      FORMAT,
      "belongs to a WebSocket API, which supports only payload format 1.0",
      `Remove ${FORMAT}`,
      withoutFormat(integration),
    ]);
  const milliseconds = integration.body.number("timeout_milliseconds");
  if (milliseconds !== undefined && milliseconds > WEBSOCKET_TIMEOUT_MAX)
    faults.push([
      "timeout_milliseconds",
      `waits ${milliseconds} ms, but a WebSocket API waits at most ${WEBSOCKET_TIMEOUT_MAX}`,
      `Set timeout_milliseconds to ${WEBSOCKET_TIMEOUT_MAX} or less`,
      suggestValues(integration.body, "timeout_milliseconds", [String(WEBSOCKET_TIMEOUT_MAX)]),
    ]);
  return faults;
}

function isNewerForm(integration: Resource): boolean {
  return isAlways(integration, FORMAT, "2.0");
}

function withoutFormat({ body }: Resource): readonly Fix[] {
  return suggestionOf(`Remove ${FORMAT}`, removeArgument(body, FORMAT));
}

/** The links of the module, to choose from. */
function linkOf(integration: Resource): readonly Fix[] {
  const links = integration.module.resourcesOf("aws_apigatewayv2_vpc_link").slice(0, MOST_LINKS);
  return links.flatMap((link) => {
    const reference = referenceTo(link, integration);
    return reference === undefined ? [] : suggestValues(integration.body, "connection_id", [`${reference}.id`]);
  });
}
