import { dependsOn } from "../../lambda/index.ts";
import { type Resource, referredOfType } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { waitFor } from "../shared/edits/dependencies.ts";
import { fixOf } from "../shared/edits/fixes.ts";

const API = "aws_api_gateway_rest_api";

const example = (order: string) => `resource "aws_api_gateway_rest_api" "orders" {
  name = "orders"
}

resource "aws_api_gateway_method" "orders" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  resource_id   = aws_api_gateway_rest_api.orders.root_resource_id
  http_method   = "GET"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_integration" "orders" {
  rest_api_id             = aws_api_gateway_rest_api.orders.id
  resource_id             = aws_api_gateway_rest_api.orders.root_resource_id
  http_method             = aws_api_gateway_method.orders.http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = aws_lambda_function.orders.invoke_arn
}

resource "aws_api_gateway_deployment" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
${order}}`;

export default defineRule({
  summary: "A REST API may be deployed before its methods exist",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform AWS provider 6.66, aws_api_gateway_deployment (2026-11)",
  why: `A deployment is a snapshot, and Terraform creates it as soon as the API exists unless something says that it needs the
integrations. API Gateway refuses a snapshot without methods ("The REST API doesn't contain any methods") or with incomplete ones
("No integration defined for method"), and whatever is created too late is not in it.`,
  bad: example(""),
  good: example("\n  depends_on = [aws_api_gateway_integration.orders]\n"),
  check({ stack }) {
    const integrations = stack.resources("aws_api_gateway_integration");
    return stack.resources("aws_api_gateway_deployment").flatMap((deployment) => {
      const api = apiOf(deployment);
      if (api?.body.isSet("body") !== "no") return [];
      const own = blocksOf(integrations.filter((integration) => apiOf(integration) === api));
      const late = own.filter((integration) => dependsOn(deployment, integration) === "no");
      const [first] = late;
      if (!first) return [];
      const names = listed(late, deployment);
      return [
        {
          at: deployment.body.place("depends_on"),
          severity: late.length === own.length ? ("error" as const) : ("warning" as const),
          resource: deployment.address,
          message:
            late.length === own.length
              ? `${deployment.address} may be created before the integrations of ${api.address}, which API Gateway refuses`
              : `${deployment.address} may be created before ${names}, which would then be missing from it`,
          help: helpFor(deployment, late),
          fix: fixOf(`Make it wait for ${names}`, waitFor(deployment, ...late)),
          related: [{ at: first.body.place(), message: "may be created later" }],
        },
      ];
    });
  },
});

function helpFor(deployment: Resource, late: readonly Resource[]): string {
  const names = listed(late, deployment);
  const waiting = late.filter((integration) => dependsOn(integration, deployment) === "yes");
  // to wait for these as well would be a cycle
  if (waiting.length > 0)
    return `Take out of ${listed(waiting, deployment)}, or of what it calls, what comes from the deployment; then name ${names} in depends_on`;
  if (late.every(({ module }) => module === deployment.module))
    return `Make it depend on the integrations: name ${names} in depends_on or triggers`;
  const calls = late.map(({ module: { call } }) =>
    call?.parent === deployment.module ? `module.${call.name}` : undefined,
  );
  return calls.includes(undefined)
    ? "Make it depend on the module that contains the integrations"
    : `Make it depend on the integrations: name ${[...new Set(calls)].join(", ")} in depends_on`;
}

function listed(integrations: readonly Resource[], { module: own }: Resource): string {
  return integrations
    .map(({ type, name, module }) => `${module === own ? "" : `${module.address}.`}${type}.${name}`)
    .join(", ");
}

function apiOf({ body }: Resource): Resource | undefined {
  return referredOfType(body.value("rest_api_id"), API);
}

/** One resource per block, as instances are created together. */
function blocksOf(resources: readonly Resource[]): readonly Resource[] {
  return [...new Map(resources.map((each) => [`${each.module.path} ${each.name}`, each])).values()];
}
