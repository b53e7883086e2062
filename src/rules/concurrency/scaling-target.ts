import { ANYTHING, arnText } from "../../iam/index.ts";
import { type BlockValue, isCallersChoice, type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { setArgument, suggestValues } from "../shared/edits/arguments.ts";
import { fixOf } from "../shared/edits/fixes.ts";
import { FUNCTIONS, scalesFunction } from "../shared/resources/scaled-function.ts";

const BOUNDS = ["min_capacity", "max_capacity"];
const DIMENSION = "lambda:function:ProvisionedConcurrency";

const example = (id: string) => `resource "aws_appautoscaling_target" "orders" {
  service_namespace  = "lambda"
  scalable_dimension = "lambda:function:ProvisionedConcurrency"
  resource_id        = "function:${id}"
  min_capacity       = 2
  max_capacity       = 20
}`;

export default defineRule({
  summary:
    "Automatic scaling of a function's provisioned concurrency targets something that cannot be scaled, or never scales it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Application Auto Scaling API reference, RegisterScalableTarget; AWS Lambda developer guide, Managing provisioned concurrency with Application Auto Scaling (2026-11)",
  why: `Application Auto Scaling can only change the provisioned concurrency of a version or alias of a function. It refuses a
function's name without one, $LATEST, every other dimension and a minimum above the maximum, and the apply fails.`,
  bad: example("orders"),
  good: example("orders:live"),
  check({ stack }) {
    const targets = stack.resources("aws_appautoscaling_target");
    const actions = stack.resources("aws_appautoscaling_scheduled_action");
    return [
      ...targets.flatMap((target) => unscalable(target) ?? []),
      ...targets.flatMap((target) => crossedBounds(target, target.body)),
      ...actions.flatMap((action) =>
        action.body.blocks("scalable_target_action").flatMap((block) => crossedBounds(action, block)),
      ),
      ...stack.resources("aws_appautoscaling_policy").flatMap(utilization),
    ];
  },
});

/** A target for a function that names another service or dimension, or no version or alias. */
function unscalable(target: Resource): RuleFinding | undefined {
  const { address, body } = target;
  const id = arnText(body.value("resource_id"));
  const [namespace, dimension] = [body.string("service_namespace"), stringOf(body.value("scalable_dimension"))];
  if (!scalesFunction(target)) return undefined;
  if (namespace !== undefined && namespace !== FUNCTIONS)
    return {
      message: `${address} scales a function, but its service_namespace is ${namespace}`,
      ...setTo(target, "service_namespace", FUNCTIONS),
    };
  if (dimension !== undefined && dimension !== DIMENSION)
    return {
      message: `${address} scales ${dimension}, which functions do not have`,
      ...setTo(target, "scalable_dimension", DIMENSION),
    };
  const common = { at: body.place("resource_id"), resource: address };
  const [, kind] = /^([\w-]+)[:/]/.exec(id) ?? [];
  if (kind !== undefined && kind !== "function")
    return {
      ...common,
      message: `${address} scales "${kind}", but the name of a function begins with function:`,
      help: 'Write resource_id = "function:<name>:<alias>"',
    };
  if (!isUnqualified(id)) return undefined;
  return {
    ...common,
    message: `${address} names a function, but not the version or alias whose concurrency is scaled`,
    help: 'Write resource_id = "function:<name>:<alias>", with an alias of a published version',
  };
}

/** The place of an argument with one right value, and how to set it. */
function setTo({ address, body }: Resource, argument: string, right: string): Omit<RuleFinding, "message"> {
  return {
    at: body.place(argument),
    resource: address,
    help: `Set ${argument} = "${right}"`,
    fix: fixOf(`Set ${argument} to "${right}"`, setArgument(body, argument, `"${right}"`)),
  };
}

/** The maximum is below the minimum. */
function crossedBounds(resource: Resource, block: BlockValue): RuleFinding[] {
  const [min, max] = BOUNDS.map((name) => block.number(name));
  const isChosen = BOUNDS.some((name) => isCallersChoice(resource, name, block));
  if (min === undefined || max === undefined || min <= max || isChosen) return [];
  return [
    {
      at: block.place("min_capacity"),
      resource: resource.address,
      message: `The minimum of ${resource}, ${min}, is above its maximum, ${max}`,
      suggestions: suggestValues(block, "min_capacity", [String(max)]),
      help: "Set min_capacity to at most max_capacity",
    },
  ];
}

/** Utilization of provisioned concurrency is a fraction: a percentage is never reached. */
function utilization(policy: Resource): RuleFinding[] {
  return policy.body.blocks("target_tracking_scaling_policy_configuration").flatMap((tracking) => {
    const metric = tracking.block("predefined_metric_specification")?.string("predefined_metric_type");
    const target = tracking.number("target_value");
    if (metric !== "LambdaProvisionedConcurrencyUtilization" || target === undefined || target <= 1) return [];
    if (isCallersChoice(policy, "target_value", tracking)) return [];
    return [
      {
        at: tracking.place("target_value"),
        resource: policy.address,
        message: `${policy} waits for a utilization of ${target}, which is never more than 1, so nothing is scaled up`,
        suggestions: target <= 100 ? suggestValues(tracking, "target_value", [String(target / 100)]) : [],
        help: target <= 100 ? `Set target_value = ${target / 100}` : "Set target_value to a number such as 0.7",
      },
    ];
  });
}

/** `function:orders` or `function:orders:$LATEST`; unknown parts may contain a qualifier. */
function isUnqualified(id: string): boolean {
  const [kind, name, qualifier] = id.split(":");
  if (kind !== "function" || name === undefined || id.includes(ANYTHING)) return false;
  return qualifier === undefined || qualifier === "$LATEST";
}
