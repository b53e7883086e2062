import { QUEUE_RETENTION } from "../../../aws/limits.ts";
import type { LambdaFunction, Trigger } from "../../../lambda/index.ts";
import type { Edit, Fix } from "../../rule.ts";
import { addBlock } from "./blocks.ts";
import { type Companion, companion } from "./companion.ts";
import { addDependencies } from "./dependencies.ts";
import { suggestionOf } from "./fixes.ts";
import { addInvokeConfig } from "./invoke-config.ts";
import { policyArgument } from "./policies/statement-text.ts";
import { insideOfText, referenceTo } from "./references.ts";

/**
 * Each instance of a function has a policy, and the size of all inline policies of a role is limited
 * (src/iam/policy-size.ts).
 */
const MOST_POLICIES = 20;

/** Adds a queue for what a function failed on, the permission to send to it, and the configuration that uses it. */
export function failureQueue(fn: LambdaFunction, trigger: Trigger | undefined): readonly Fix[] {
  const { resource } = fn;
  const name = insideOfText(fn.body, "function_name");
  const role = fn.role?.resource;
  const roleName = role?.mode === "managed" ? referenceTo(role, resource) : undefined;
  const { length: instances } = resource.module.instancesOf(resource.mode, resource.type, resource.name);
  if (name === undefined || roleName === undefined || instances > MOST_POLICIES) return [];
  const queue = companion(
    resource,
    "aws_sqs_queue",
    `name = "${name}-failures"\nmessage_retention_seconds = ${QUEUE_RETENTION.max}`,
    `${resource.name}_failures`,
  );
  if (!queue) return [];
  const arn = `${queue.reference}.arn`;
  const policy = companion(
    resource,
    "aws_iam_role_policy",
    `name = "${name}-failures"\nrole = ${roleName}.name\n${policyArgument({ actions: ["sqs:SendMessage"], resources: [arn] })}`,
    `${resource.name}_failures`,
  );
  if (!policy) return [];
  const edits = destinationEdits(fn, trigger, arn, policy);
  return suggestionOf("Keep failed events in a separate queue", queue.edit, policy.edit, ...edits);
}

/** In the existing configuration, or in a new one for the version or alias that is invoked. */
function destinationEdits(
  fn: LambdaFunction,
  trigger: Trigger | undefined,
  arn: string,
  policy: Companion,
): readonly (Edit | undefined)[] {
  const target = `destination = ${arn}`;
  const destination = `on_failure {\n${target}\n}`;
  const [config, ...others] = fn.invokeConfigs;
  if (!config)
    return [
      addInvokeConfig(fn, trigger, `\ndestination_config {\n${destination}\n}\n\ndepends_on = [${policy.address}]`),
    ];
  if (others.length > 0 || referenceTo(fn.resource, config) === undefined) return [undefined];
  const [block] = config.body.blocks("destination_config");
  return [
    block ? addBlock(block, "on_failure", target) : addBlock(config.body, "destination_config", destination),
    addDependencies(config.body, [policy.address]),
  ];
}
