import { handedToCallers, handedToModules, type Stack } from "../../lambda/index.ts";
import {
  elementsOrSelf,
  isCallersChoice,
  isLeftOut,
  type Resource,
  referredOfType,
  referredResources,
} from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { referenceTo } from "../shared/edits/references.ts";
import { endpointService } from "../shared/resources/endpoint-services.ts";

const ASSOCIATION = "aws_vpc_endpoint_route_table_association";

const example = (tables: string) => `resource "aws_vpc_endpoint" "tables" {
  vpc_id       = "vpc-0a1b2c3d4e5f60718"
  service_name = "com.amazonaws.eu-west-1.dynamodb"${tables}
}`;

export default defineRule({
  summary: "No route leads to a gateway endpoint",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { kics: ["dynamodb_vpc_endpoint_without_route_table_association"] },
  source: "AWS PrivateLink guide, Gateway endpoints: associate route tables (2026-11)",
  why: `Traffic to S3 and DynamoDB goes through a gateway endpoint only from subnets whose route table is associated with it.
Without one, a function in a private subnet reaches them through a NAT gateway billed by the gigabyte, or hangs until its timeout.`,
  ignoreWhen: "Another configuration associates the route tables.",
  bad: example(""),
  good: example('\n\n  route_table_ids = ["rtb-0a1b2c3d4e5f60718"]'),
  check({ stack }) {
    const associations = stack.resources(ASSOCIATION);
    const isKnown = associations.every(({ body }) => referredResources(body.value("vpc_endpoint_id")).length > 0);
    const handedOn = [handedToCallers(stack), handedToModules(stack)];
    return stack.resources("aws_vpc_endpoint").flatMap((endpoint) => {
      if (!isKnown || !isGateway(endpoint) || !namesNoTable(endpoint)) return [];
      if (stack.referring(ASSOCIATION, "vpc_endpoint_id", endpoint).length > 0) return [];
      if (handedOn.some((resources) => resources.has(endpoint))) return [];
      return [
        {
          at: endpoint.body.place("route_table_ids"),
          resource: endpoint.address,
          message: `${endpoint} is in no route table, so nothing goes through it`,
          help: `Set route_table_ids to the tables of the private subnets, or add an ${ASSOCIATION} for each`,
          suggestions: routed(endpoint, stack),
        },
      ];
    });
  },
});

function isGateway(endpoint: Resource): boolean {
  const isType = endpoint.body.string("vpc_endpoint_type") === "Gateway" || isLeftOut(endpoint, "vpc_endpoint_type");
  const service = endpointService(endpoint);
  return isType && (service === "s3" || service === "dynamodb");
}

function namesNoTable(endpoint: Resource): boolean {
  const { elements, complete } = elementsOrSelf(endpoint.body.value("route_table_ids"));
  return elements.length === 0 && complete && !isCallersChoice(endpoint, "route_table_ids");
}

/** The route tables of the endpoint's VPC, if all of them can be referred to. */
function routed(endpoint: Resource, stack: Stack): readonly Fix[] {
  const vpc = referredOfType(endpoint.body.value("vpc_id"), "aws_vpc");
  if (!vpc) return [];
  const tables = stack.referring("aws_route_table", "vpc_id", vpc).map((table) => referenceTo(table, endpoint));
  if (tables.length === 0 || tables.includes(undefined)) return [];
  const ids = tables.map((table) => `${table}.id`).join(", ");
  return suggestionOf(
    "Associate it with every route table of the VPC",
    setArgument(endpoint.body, "route_table_ids", `[${ids}]`),
  );
}
