import { alternatives, isAlways, isLeftOut, type Resource, stringOf, type Value } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { removeArgument, suggestValues } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const CERTIFICATE = "certificate_arn";

const example = (protocol: string) => `resource "aws_lb_listener" "front" {
  load_balancer_arn = aws_lb.front.arn
  port              = 443
  protocol          = "${protocol}"
  certificate_arn   = "arn:aws:acm:eu-west-1:111122223333:certificate/5f1c2d3e"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.orders.arn
  }
}`;

export default defineRule({
  summary: "A listener uses TLS without a certificate, or has a certificate without TLS",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Elastic Load Balancing API reference, CreateListener: Certificates (2026-11)",
  why: "A listener for HTTPS or TLS needs a certificate, and no other accepts one. The listener is refused at apply.",
  bad: example("HTTP"),
  good: example("HTTPS"),
  check({ stack }) {
    return ["aws_lb_listener", "aws_alb_listener"].flatMap((type) => stack.resources(type)).flatMap(misfit);
  },
});

function misfit(listener: Resource): RuleFinding[] {
  const { address, body } = listener;
  const isSecure = ["HTTPS", "TLS"].some((protocol) => isAlways(listener, "protocol", protocol));
  const isPlain = ["HTTP", "TCP", "UDP", "TCP_UDP"].some((protocol) => isAlways(listener, "protocol", protocol));
  if (isSecure && isLeftOut(listener, CERTIFICATE)) {
    const message = `${address} uses ${body.string("protocol")}, but has no certificate`;
    return [{ at: body.place("protocol"), resource: address, message, help: `Set ${CERTIFICATE}` }];
  }
  // the provider treats an empty string as none
  if (!isPlain || body.isSet(CERTIFICATE) !== "yes" || mayBeEmpty(body.value(CERTIFICATE))) return [];
  const message = `${address} has a certificate, but uses ${body.string("protocol")}`;
  const suggestions = [
    ...suggestValues(body, "protocol", [isAlways(listener, "protocol", "TCP") ? '"TLS"' : '"HTTPS"']),
    ...suggestionOf(`Remove ${CERTIFICATE}`, removeArgument(body, CERTIFICATE)),
  ];
  const help = `Remove ${CERTIFICATE}, or use HTTPS`;
  return [{ at: body.place(CERTIFICATE), resource: address, message, help, suggestions }];
}

function mayBeEmpty(value: Value): boolean {
  return alternatives(value).some((one) => stringOf(one) === "");
}
