import { defineRule } from "../rule.ts";
import { replacing } from "../shared/edits/fixes.ts";
import { endpointName, endpointService } from "../shared/resources/endpoint-services.ts";

const SERVICE = "service_name";

const example = (service: string) => `resource "aws_vpc_endpoint" "secrets" {
  vpc_id            = "vpc-0a1b2c3d4e5f60718"
  service_name      = "com.amazonaws.eu-west-1.${service}"
  vpc_endpoint_type = "Interface"
}`;

export default defineRule({
  summary: "A VPC endpoint names a service that does not exist",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS PrivateLink guide, AWS services that integrate with AWS PrivateLink (2026-11)",
  why: `Some services have endpoints under another name than their own: CloudWatch uses monitoring and logs, EventBridge events, Step
Functions states. EC2 refuses an endpoint for a service that does not exist.`,
  bad: example("secrets-manager"),
  good: example("secretsmanager"),
  check({ stack }) {
    return stack.resources("aws_vpc_endpoint").flatMap((endpoint) => {
      const service = endpointService(endpoint);
      const right = service === undefined ? undefined : endpointName(service);
      if (service === undefined || right === undefined) return [];
      const at = endpoint.body.place(SERVICE);
      const text = at.file.slice(at);
      const end = `.${service}"`;
      return [
        {
          at,
          resource: endpoint.address,
          message: `${endpoint} is for ${service}, but no AWS service has an endpoint of that name`,
          help: `Use ${right}`,
          suggestions: text.endsWith(end) ? [replacing(at, `${text.slice(0, -end.length)}.${right}"`)] : [],
        },
      ];
    });
  },
});
