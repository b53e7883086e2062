import { isAlways, referredOfType, type Value } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { blocksAt } from "../shared/declarations/blocks-at.ts";

const BALANCERS = ["aws_lb", "aws_alb"];
const GROUPS = ["aws_lb_target_group", "aws_alb_target_group"];
/** Protocols of listeners that application load balancers do not have. */
const NETWORK_PROTOCOLS = ["TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"];
/** Where a listener names what it hands requests to. */
const FORWARDS: readonly (readonly [path: readonly string[], argument: string])[] = [
  [["default_action"], "target_group_arn"],
  [["default_action", "forward", "target_group"], "arn"],
];

const example = (protocol: string, type: string) => `resource "aws_lb" "front" {
  name               = "front"
  load_balancer_type = "${type}"
  subnets            = ["subnet-0a1b2c3d", "subnet-1a1b2c3d"]
}

resource "aws_lb_target_group" "orders" {
  name        = "orders"
  target_type = "lambda"
}

resource "aws_lb_listener" "front" {
  load_balancer_arn = aws_lb.front.arn
  port              = 443
  protocol          = "${protocol}"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.orders.arn
  }
}`;

export default defineRule({
  summary: "A load balancer other than an application load balancer forwards to a function",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Elastic Load Balancing user guide, Network Load Balancers: target type (2026-11)",
  why: `Only application load balancers turn requests into events. A network load balancer forwards connections, and does not
accept a target group of functions: the listener is refused at apply.`,
  bad: example("TCP", "network"),
  good: example("HTTPS", "application"),
  check({ stack }) {
    return ["aws_lb_listener", "aws_alb_listener"]
      .flatMap((type) => stack.resources(type))
      .flatMap((listener) => {
        const { address, body } = listener;
        const balancer = referredOfType(body.value("load_balancer_arn"), ...BALANCERS);
        const isNetwork = balancer !== undefined && isAlways(balancer, "load_balancer_type", "network");
        const protocol = body.string("protocol") ?? "";
        if (!isNetwork && !NETWORK_PROTOCOLS.includes(protocol)) return [];
        return FORWARDS.flatMap(([path, argument]) =>
          blocksAt(body, path)
            .filter((block) => holdsFunctions(block.value(argument)))
            .map((block) => ({
              at: block.place(argument),
              resource: address,
              message: `${address} forwards to a function, which ${isNetwork ? "a network load balancer" : `a listener for ${protocol}`} cannot do`,
              help: "Use an application load balancer, with a listener for HTTPS",
            })),
        );
      });
  },
});

function holdsFunctions(targets: Value): boolean {
  const group = referredOfType(targets, ...GROUPS);
  return group !== undefined && isAlways(group, "target_type", "lambda");
}
