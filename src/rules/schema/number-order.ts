import { type BlockValue, isCallersChoice, type Resource } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { blocksAt } from "../shared/declarations/blocks-at.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

/** Two arguments of a block, of which one must not be above the other. */
interface Order {
  /** The blocks that both are in. */
  readonly path: readonly string[];
  readonly lower: string;
  readonly upper: string;
  /** Of which resources they must not be equal either. */
  readonly isStrict?: (resource: Resource) => boolean;
  /** An argument that makes AWS ignore both. */
  readonly unless?: string;
}

const CACHED: Omit<Order, "path"> = { lower: "min_ttl", upper: "max_ttl", unless: "cache_policy_id" };
const CHECKED: Order = { path: ["health_check"], lower: "timeout", upper: "interval", isStrict: isOfApplications };
const CAPACITY = { lower: "min_capacity", upper: "max_capacity" };

const ORDERS: ReadonlyMap<string, readonly Order[]> = new Map([
  ["aws_alb_target_group", [CHECKED]],
  ["aws_cloudfront_cache_policy", [{ ...CACHED, path: [] }]],
  [
    "aws_cloudfront_distribution",
    [
      { ...CACHED, path: ["default_cache_behavior"] },
      { ...CACHED, path: ["ordered_cache_behavior"] },
    ],
  ],
  [
    "aws_db_proxy_default_target_group",
    [{ path: ["connection_pool_config"], lower: "max_idle_connections_percent", upper: "max_connections_percent" }],
  ],
  ["aws_lb_target_group", [CHECKED]],
  [
    "aws_rds_cluster",
    [
      { ...CAPACITY, path: ["scaling_configuration"] },
      { ...CAPACITY, path: ["serverlessv2_scaling_configuration"] },
    ],
  ],
]);

/** Network load balancers accept a timeout as long as the interval (aws/aws-cdk, pull request 26031, 2023-06). */
function isOfApplications({ body }: Resource): boolean {
  return body.string("target_type") === "lambda" || /^HTTPS?$/i.test(body.string("protocol") ?? "");
}

const example = (idle: number) => `resource "aws_db_proxy_default_target_group" "orders" {
  db_proxy_name = "orders"

  connection_pool_config {
    max_connections_percent      = 40
    max_idle_connections_percent = ${idle}
  }
}`;

export default defineRule({
  summary: "A number is above another one that limits it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["aws_db_proxy_invalid_max_idle_connections"] },
  source:
    "API references of Amazon RDS (ConnectionPoolConfiguration, ScalingConfiguration), CloudFront (InvalidTTLOrder) and Elastic Load Balancing (CreateTargetGroup) (2026-11)",
  why: "Each of the numbers is valid by itself, so that the plan succeeds, and AWS refuses them together at apply.",
  bad: example(60),
  good: example(20),
  check({ stack }) {
    return stack.managed.flatMap((resource) =>
      (ORDERS.get(resource.type) ?? []).flatMap((order) =>
        blocksAt(resource.body, order.path).flatMap((block) => disorder(resource, block, order)),
      ),
    );
  },
});

function disorder(resource: Resource, block: BlockValue, order: Order): RuleFinding[] {
  const { lower, upper, unless } = order;
  const isStrict = order.isStrict?.(resource) === true;
  const [low, high] = [block.number(lower), block.number(upper)];
  if (low === undefined || high === undefined || low < high || (low === high && !isStrict)) return [];
  if (unless !== undefined && block.isSet(unless) !== "no") return [];
  if ([lower, upper].some((name) => isCallersChoice(resource, name, block))) return [];
  const relation = low === high ? "as high as" : "above";
  return [
    {
      at: block.place(lower),
      resource: resource.address,
      message: `${lower} of ${resource} is ${low}, ${relation} its ${upper}, ${high}`,
      help: `Set ${lower} to ${isStrict ? "less than" : "at most"} ${upper}`,
      related: [{ at: block.place(upper), message: `The ${upper}` }],
      suggestions: isStrict ? [] : suggestValues(block, lower, [String(high)]),
    },
  ];
}
