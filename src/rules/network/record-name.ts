import { holdsDefault } from "../../lambda/index.ts";
import { isCallersChoice, type Resource, referredOfType, stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const example = (name: string) => `resource "aws_route53_zone" "shop" {
  name = "example.com"
}

resource "aws_route53_record" "api" {
  zone_id = aws_route53_zone.shop.zone_id
  name    = "${name}"
  type    = "A"
  ttl     = 300
  records = ["192.0.2.10"]
}`;

export default defineRule({
  summary: "A DNS record has a name outside of its zone, or is a CNAME for the zone itself",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3041"] },
  source:
    "AWS provider, expandRecordName of aws_route53_record (hashicorp/terraform#969 and #5068); Amazon Route 53 developer guide, Supported DNS record types: CNAME (2026-11)",
  why: `The provider appends the zone's name to a name that does not end in it: api.example.org in the zone example.com becomes
api.example.org.example.com, which nobody asks for. Route 53 refuses names outside of the zone, and a CNAME for the zone
itself.`,
  bad: example("apiexample.com"),
  good: example("api.example.com"),
  check({ stack }) {
    return stack.resources("aws_route53_record").flatMap((record) => {
      const name = nameOf(record, "name");
      const zone = referredOfType(record.body.value("zone_id"), "aws_route53_zone");
      const domain = zone && nameOf(zone, "name");
      return name === undefined || !domain ? [] : faults(record, name, domain);
    });
  },
});

/** A name without its final dot, in lower case; undefined if not known, or a caller's choice. */
function nameOf(resource: Resource, argument: string): string | undefined {
  const value = resource.body.value(argument);
  const isChosen = holdsDefault(value, resource.module) || isCallersChoice(resource, argument);
  return isChosen ? undefined : stringOf(value)?.replace(/\.$/, "").toLowerCase();
}

function faults(record: Resource, name: string, domain: string): readonly RuleFinding[] {
  const common = { at: record.body.place("name"), resource: record.address };
  if (name === domain || name === "") {
    if (record.body.string("type") !== "CNAME" || isCallersChoice(record, "type")) return [];
    return [
      {
        ...common,
        at: record.body.place("type"),
        message: `${record} is a CNAME for ${domain} itself, which DNS does not allow`,
        help: "Use an A record with an alias block",
      },
    ];
  }
  if (name.endsWith(`.${domain}`)) return [];
  // the provider compares only the ends of the texts
  if (name.endsWith(domain))
    return [
      {
        ...common,
        message: `${name} is not in the zone ${domain}, so Route 53 refuses ${record}`,
        help: `Write a name that ends in .${domain}`,
      },
    ];
  if (!isWholeName(name, domain)) return [];
  return [
    {
      ...common,
      severity: "warning",
      message: `${record} becomes ${name}.${domain}, because ${name} is not in the zone ${domain}`,
      help: `Write a name in the zone, or refer to the zone of ${name}`,
    },
  ];
}

/** Endings that are hardly ever part of a name inside a zone, as dev or app may be. */
const PUBLIC = new Set(["com", "net", "org", "io"]);

/** Whether a name is meant to be a whole one, and not the part before the zone's name. */
function isWholeName(name: string, domain: string): boolean {
  const [labels, own] = [name, domain].map((each) => each.split("."));
  const last = labels?.at(-1);
  return labels !== undefined && labels.length > 1 && last === own?.at(-1) && PUBLIC.has(last ?? "");
}
