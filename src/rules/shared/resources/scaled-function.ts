import { arnText } from "../../../iam/index.ts";
import type { Resource } from "../../../terraform/index.ts";

/** The service namespace of functions in Application Auto Scaling. */
export const FUNCTIONS = "lambda";

/** Whether an aws_appautoscaling_target is for a function, by its namespace or its resource_id. */
export function scalesFunction({ body }: Resource): boolean {
  return body.string("service_namespace") === FUNCTIONS || /^function:/.test(arnText(body.value("resource_id")));
}
