import { elementsOrSelf, isCallersChoice, isLeftOut, type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { replacing } from "../shared/edits/fixes.ts";

const TYPES = "types";
/** The argument with the certificate of each type of endpoint. */
const CERTIFICATES: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    EDGE: "certificate_arn",
    REGIONAL: "regional_certificate_arn",
  }),
);

const example = (argument: string) => `resource "aws_api_gateway_domain_name" "orders" {
  domain_name = "orders.example.org"
  ${argument} = "arn:aws:acm:eu-west-1:111122223333:certificate/5f1c2d3e"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}`;

export default defineRule({
  summary: "A domain name of an API has its certificate in the argument for another type of endpoint",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon API Gateway API reference, CreateDomainName: certificateArn, regionalCertificateArn (2026-11)",
  why: `An edge-optimized domain takes its certificate from certificate_arn, a regional one from regional_certificate_arn. With the
wrong argument the domain has no certificate, and API Gateway refuses it.`,
  bad: example("certificate_arn"),
  good: example("regional_certificate_arn"),
  check({ stack }) {
    return stack.resources("aws_api_gateway_domain_name").flatMap((domain) =>
      domain.body.blocks("endpoint_configuration").flatMap((endpoint): RuleFinding[] => {
        const [type, ...others] = elementsOrSelf(endpoint.value(TYPES)).elements.map(stringOf);
        const right = type === undefined || others.length > 0 ? undefined : CERTIFICATES.get(type);
        if (right === undefined || !isLeftOut(domain, right) || isCallersChoice(domain, TYPES, endpoint)) return [];
        const wrong = [...CERTIFICATES.values()].find((name) => name !== right && isGiven(domain, name));
        if (wrong === undefined) return [];
        return [
          {
            at: domain.body.namePlace(wrong),
            resource: domain.address,
            message: `${domain} is ${type}, but has its certificate in ${wrong}`,
            suggestions: [replacing(domain.body.namePlace(wrong), right)],
            help: `Set ${right} instead`,
          },
        ];
      }),
    );
  },
});

function isGiven({ body }: Resource, name: string): boolean {
  return body.isSet(name) === "yes";
}
