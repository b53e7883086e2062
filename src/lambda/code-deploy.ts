import { type Presence, type Resource, stringOf } from "../terraform/index.ts";
import type { LambdaFunction } from "./function.ts";
import type { Stack } from "./stack.ts";

/** The CodeDeploy deployment groups that certainly shift aliases of functions. */
export function lambdaDeployments(stack: Stack): readonly Resource[] {
  return stack.resources("aws_codedeploy_deployment_group").filter(({ body }) => {
    const app = stack.resourceNamed(body.value("app_name"), ["aws_codedeploy_app"]);
    if (app) return app.body.string("compute_platform") === "Lambda";
    return stringOf(body.value("deployment_config_name"))?.startsWith("CodeDeployDefault.Lambda") ?? false;
  });
}

/** Whether an alias points at a function's unpublished code, because the function publishes no version. */
export function followsUnpublished(alias: Resource, fn: LambdaFunction): Presence {
  const version = alias.body.value("function_version");
  if (version.kind === "template" || version.kind === "choice") return "unknown";
  const isOwn = version.via?.resource === fn.resource && version.via.path[0] === "version";
  return isOwn ? (fn.isPublished === "no" ? "yes" : fn.isPublished === "yes" ? "no" : "unknown") : "no";
}
