import {
  elementsOrSelf,
  isCallersChoice,
  isInVariable,
  isLeftOut,
  parseNetwork,
  partPlace,
  type Resource,
  stringOf,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { removeArgument, setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

const RECORDS = "records";
/** How many bits the addresses of a type have. */
const ADDRESS_BITS: ReadonlyMap<string, number> = new Map([
  ["A", 32],
  ["AAAA", 128],
]);

const example = (value: string) => `resource "aws_route53_record" "shop" {
  zone_id = "Z0123456789ABCDEFGHIJ"
  name    = "shop.example.com"
  type    = "A"
  ttl     = 300
  records = ["${value}"]
}`;

export default defineRule({
  summary: "A DNS record has values that its type does not accept, no TTL, or both an alias and a TTL",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["E3020", "E3023", "E3029"] },
  source:
    "Amazon Route 53 developer guide, Supported DNS record types; API reference, ResourceRecordSet: TTL; AWS provider 6.66.0, aws_route53_record: alias conflicts with ttl and records, and ttl is required for non-alias records; terraform-provider-aws#42994 (2026-11)",
  why: `Route 53 refuses the change when it is applied: A and AAAA hold addresses, a CNAME holds one name, and only an alias has
no TTL. An alias takes its values and its TTL from what it points to, so Terraform stops at the plan where it has any of
its own.`,
  bad: example("api.example.com"),
  good: example("192.0.2.10"),
  check({ stack }) {
    return stack
      .resources("aws_route53_record")
      .flatMap((record) => [
        ...besideAlias(record),
        ...(isLeftOut(record, RECORDS) || isCallersChoice(record, RECORDS)
          ? []
          : [...wrongValues(record), ...withoutTtl(record)]),
      ]);
  },
});

function besideAlias(record: Resource): RuleFinding[] {
  const { body } = record;
  const own = [RECORDS, "ttl"].filter((name) => body.isSet(name) === "yes" && !isCallersChoice(record, name));
  const [first] = own;
  if (first === undefined || body.hasBlock("alias") !== "yes") return [];
  const names = own.join(" and ");
  return [
    {
      at: body.place(first),
      resource: record.address,
      message: `${record} is an alias, but sets ${names}`,
      help: `Remove ${names}, which an alias takes from what it points to`,
      suggestions: suggestionOf(`Remove ${names}`, ...own.map((name) => removeArgument(body, name))),
    },
  ];
}

function wrongValues(record: Resource): RuleFinding[] {
  const { body, address, module } = record;
  const type = body.string("type");
  if (type === undefined || isCallersChoice(record, "type")) return [];
  // an element from a variable's default is not the same for all callers
  const elements = elementsOrSelf(body.value(RECORDS)).elements.filter(({ place }) => !isInVariable(place, module));
  const bits = ADDRESS_BITS.get(type);
  if (bits !== undefined)
    return elements.flatMap((element) => {
      const text = stringOf(element);
      if (text === undefined || parseNetwork(`${text}/${bits}`)?.bits === bits) return [];
      return [
        {
          at: partPlace(body.place(RECORDS), element.place),
          resource: address,
          message: `${record} is of type ${type}, but "${text}" is not an ${bits === 32 ? "IPv4" : "IPv6"} address`,
          help: "Use an address, an alias block for an AWS resource, or the type CNAME for another name",
        },
      ];
    });
  const names = new Set(elements.map(stringOf).filter((text) => text !== undefined));
  if (type !== "CNAME" || names.size < 2) return [];
  return [
    {
      at: body.place(RECORDS),
      resource: address,
      message: `${record} is a CNAME with ${names.size} names, but may have only one`,
      help: "Keep one name, or make a record with a set_identifier and a routing policy for each",
    },
  ];
}

function withoutTtl(record: Resource): RuleFinding[] {
  const { body } = record;
  if (!isLeftOut(record, "ttl") || body.hasBlock("alias") !== "no" || body.isSet(RECORDS) !== "yes") return [];
  return [
    {
      at: body.place(RECORDS),
      resource: record.address,
      message: `${record} has no ttl, which Route 53 requires of records that are not aliases`,
      help: "Set ttl, for example to 300",
      suggestions: suggestionOf("Set ttl to 300", setArgument(body, "ttl", "300")),
    },
  ];
}
