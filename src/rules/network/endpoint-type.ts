import { isCallersChoice, isLeftOut } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { endpointName, endpointService } from "../shared/resources/endpoint-services.ts";

const TYPE = "vpc_endpoint_type";
const SERVICE = "service_name";

const example = (type: string) => `resource "aws_vpc_endpoint" "secrets" {
  vpc_id       = "vpc-0a1b2c3d4e5f60718"
  service_name = "com.amazonaws.eu-west-1.secretsmanager"${type}
}`;

export default defineRule({
  summary: "An endpoint is of type Gateway, which its service does not have",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS PrivateLink guide, Gateway endpoints: S3, DynamoDB and S3 Express alone; AWS provider 6.66.0, aws_vpc_endpoint: vpc_endpoint_type defaults to Gateway (2026-11)",
  why: `Only S3 and DynamoDB have gateway endpoints, and Gateway is the default. AWS refuses the endpoint, and functions in the VPC
do not reach the service.`,
  bad: example(""),
  good: example('\n  vpc_endpoint_type = "Interface"'),
  check({ stack }) {
    return stack.resources("aws_vpc_endpoint").flatMap((endpoint) => {
      const { body, address } = endpoint;
      const service = endpointService(endpoint);
      // network/endpoint-service reports names that no service has
      if (service === undefined || GATEWAYS.has(service) || endpointName(service) !== undefined) return [];
      const isUnsaid = isLeftOut(endpoint, TYPE);
      if (!isUnsaid && (body.string(TYPE) !== "Gateway" || isCallersChoice(endpoint, TYPE))) return [];
      const is = isUnsaid ? "sets no vpc_endpoint_type, which makes it a gateway" : "is a gateway";
      return [
        {
          at: body.place(isUnsaid ? SERVICE : TYPE),
          resource: address,
          message: `${endpoint} ${is}, but ${service} has only interface endpoints`,
          help: 'Set vpc_endpoint_type = "Interface", with subnet_ids and security_group_ids',
        },
      ];
    });
  },
});

const GATEWAYS: ReadonlySet<string> = new Set(["s3", "dynamodb", "s3express"]);
