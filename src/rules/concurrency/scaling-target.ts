import { ANYTHING, arnText } from "../../iam/index.ts";
import { stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const NAMESPACE = "lambda";
const DIMENSION = "lambda:function:ProvisionedConcurrency";

const example = (id: string) => `resource "aws_appautoscaling_target" "orders" {
  service_namespace  = "lambda"
  scalable_dimension = "lambda:function:ProvisionedConcurrency"
  resource_id        = "function:${id}"
  min_capacity       = 2
  max_capacity       = 20
}`;

export default defineRule({
  summary: "Automatic scaling of a function's provisioned concurrency names what cannot be scaled",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Application Auto Scaling API reference, RegisterScalableTarget (2026-11)",
  why: `All that Application Auto Scaling changes of a function is the provisioned concurrency of one of its versions or aliases. It
refuses a function's name without one, $LATEST and every other dimension, and the apply fails.`,
  bad: example("orders"),
  good: example("orders:live"),
  check({ stack }) {
    return stack.resources("aws_appautoscaling_target").flatMap(({ address, body }): RuleFinding[] => {
      const id = arnText(body.value("resource_id"));
      const [namespace, dimension] = [body.string("service_namespace"), stringOf(body.value("scalable_dimension"))];
      const isFunction = namespace === NAMESPACE || /^function:/.test(id);
      if (!isFunction) return [];
      const wrong = (argument: string, message: string, help: string): RuleFinding[] => [
        { at: body.place(argument), resource: address, message, help },
      ];
      if (namespace !== undefined && namespace !== NAMESPACE)
        return wrong(
          "service_namespace",
          `${address} scales a function, and its service_namespace is ${namespace}`,
          `Set service_namespace = "${NAMESPACE}"`,
        );
      if (dimension !== undefined && dimension !== DIMENSION)
        return wrong(
          "scalable_dimension",
          `${address} scales ${dimension}, which functions do not have`,
          `Set scalable_dimension = "${DIMENSION}"`,
        );
      if (!isUnqualified(id)) return [];
      return wrong(
        "resource_id",
        `${address} names a function, and not the version or alias of it whose concurrency is scaled`,
        'Write resource_id = "function:<name>:<alias>", with an alias of a published version',
      );
    });
  },
});

/** `function:orders` or `function:orders:$LATEST`; what is not known may hold the rest. */
function isUnqualified(id: string): boolean {
  const [kind, name, qualifier] = id.split(":");
  if (kind !== "function" || name === undefined || id.includes(ANYTHING)) return false;
  return qualifier === undefined || qualifier === "$LATEST";
}
