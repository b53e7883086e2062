import { grouped } from "../../grouped.ts";
import type { Role } from "../../iam/index.ts";
import type { Stack, WorkflowNeed } from "../../lambda/index.ts";
import { partPlace, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleContext, type RuleFinding } from "../rule.ts";
import { allow } from "../shared/edits/policies/allow.ts";
import { workflowGaps } from "../shared/policies/workflow-gaps.ts";

const example = (action: string) => `resource "aws_sqs_queue" "jobs" {}

resource "aws_iam_role" "orders" {
  name = "orders"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "states.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "orders" {
  role = aws_iam_role.orders.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "${action}", Resource = aws_sqs_queue.jobs.arn }]
  })
}

resource "aws_sfn_state_machine" "orders" {
  name     = "orders"
  role_arn = aws_iam_role.orders.arn
  definition = jsonencode({
    StartAt = "Send"
    States = {
      Send = {
        Type     = "Task"
        Resource = "arn:aws:states:::sqs:sendMessage"
        Parameters = {
          QueueUrl        = aws_sqs_queue.jobs.url
          "MessageBody.$" = "$.order"
        }
        End = true
      }
    }
  })
}`;

export default defineRule({
  summary: "A state machine's role does not allow what its tasks call",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Step Functions developer guide, Integrating optimized services: the IAM policies on the page of each service; Learning to use AWS service SDK integrations (2026-11)",
  why: `Step Functions calls everything with the state machine's own role, functions as well. A task that the role does not
allow fails with AccessDenied when it is reached; where the state machine waits for what it starts, and may not set up the rule
through which it learns of the end, it cannot even be created.`,
  ignoreWhen: "The permission is granted from elsewhere, in another stack.",
  bad: example("sqs:ReceiveMessage"),
  good: example("sqs:SendMessage"),
  check(context) {
    return context.stack.resources("aws_sfn_state_machine").flatMap((machine) => findingsFor(machine, context));
  },
});

function findingsFor(machine: Resource, context: RuleContext): RuleFinding[] {
  const { stack } = context;
  const role = stack.roleNamed(machine.body.value("role_arn"));
  if (!role) return [];
  const missing = workflowGaps(machine, role, context);
  return [...grouped(missing, (need) => [targetOf(need)]).values()].flatMap((needs) =>
    findingFor(needs, machine, role, stack),
  );
}

function targetOf({ pattern, resource, attribute }: WorkflowNeed): string {
  if (resource) return attribute === "qualified_arn" ? `${resource}.${attribute}` : resource.toString();
  return pattern.replace(/\$\{(\w+)\}/g, "<$1>");
}

function findingFor(needs: readonly WorkflowNeed[], machine: Resource, role: Role, stack: Stack): RuleFinding[] {
  const [first] = needs;
  if (!first) return [];
  const actions = [...new Set(needs.map(({ action }) => action))];
  const states = [...new Set(needs.map(({ state }) => state))];
  const tasks = states.map(({ name }) => `"${name}"`);
  const target = first.pattern === "*" ? "" : ` on ${targetOf(first)}`;
  const definition = machine.body.place("definition");
  const places = states.map(({ content, place }) => {
    const called = partPlace(definition, content.entries.get("Resource")?.place ?? place);
    return called === definition ? partPlace(definition, place) : called;
  });
  const [at = definition, ...others] = places;
  return [
    {
      at,
      resource: machine.address,
      message: `${role} does not allow ${actions.join(", ")}${target}, which ${tasks.length > 1 ? "the tasks" : "the task"} ${tasks.join(", ")} of ${machine} ${tasks.length > 1 ? "need" : "needs"}`,
      help: `Allow ${actions.join(", ")}${target} in a policy of ${role}`,
      related: [
        { at: role.resource.body.place(), message: "The role" },
        ...others.map((place) => ({ at: place, message: "Another task that needs it" })),
      ],
      suggestions: suggestionsFor(first, actions, machine, role, stack),
    },
  ];
}

/** Only where the resource is in the role's module. */
function suggestionsFor(
  { resource, attribute = "arn" }: WorkflowNeed,
  actions: readonly string[],
  machine: Resource,
  role: Role,
  stack: Stack,
): readonly Fix[] {
  const { module } = role.resource;
  if (!resource || resource.isSymbolic || resource.module !== module || machine.module !== module) return [];
  const fix = allow(role, { actions, resources: [`${resource.address}.${attribute}`] }, stack);
  return fix ? [fix] : [];
}
