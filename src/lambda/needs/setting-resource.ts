import { terraformArnForms } from "../../aws/terraform-arns.ts";
import { referenceText, stringOf } from "../../terraform/index.ts";
import type { LambdaFunction } from "../function.ts";
import { namedResources } from "../names/identify.ts";
import type { Need } from "./need.ts";
import { ANY_RESOURCE, addressOf, canName, type NeededResource } from "./needed-resource.ts";

/** The resource that a setting or trigger needs an action on, as a policy would write it. */
export function needOnResource(need: Need, fn: LambdaFunction): NeededResource {
  if (need.pattern === "*") return ANY_RESOURCE;
  if (need.actions[0]?.startsWith("logs:")) return logGroup(need, fn);
  if (!need.resource)
    return { pattern: need.pattern, expression: { kind: "arn", form: need.pattern }, resource: undefined };
  const types = new Set(terraformArnForms().map(([type]) => type));
  const resource = need.resource && namedResources(need.resource, types)[0];
  const rest = need.pattern.endsWith("/*") ? "/*" : "";
  const attribute = need.actions[0]?.startsWith("dynamodb:") ? "stream_arn" : "arn";
  if (resource && canName(fn, resource)) {
    const reference = referenceText(resource, attribute);
    const text = rest === "" ? reference : `"\${${reference}}${rest}"`;
    return { pattern: need.pattern, expression: { kind: "expression", text }, resource };
  }
  const text = need.resource && stringOf(need.resource);
  if (text !== undefined)
    return { pattern: need.pattern, expression: { kind: "arn", form: `${text}${rest}` }, resource: undefined };
  const written = need.at.file.written(need.at);
  const isReference = /^(?:var|local|module)\.[\w.]+$/.test(written);
  const expression = isReference
    ? ({ kind: "expression", text: rest === "" ? written : `"\${${written}}${rest}"` } as const)
    : ({ kind: "arn", form: "${SourceArn}" } as const);
  const elsewhere = resource && addressOf({ resource, attribute, rest });
  return { pattern: need.pattern, expression, resource: undefined, ...(elsewhere !== undefined && { elsewhere }) };
}

/** The log streams of the function's log group, whether declared or created by Lambda. */
function logGroup(need: Need, fn: LambdaFunction): NeededResource {
  const { logGroup: group } = fn;
  if (group.kind === "declared") {
    const text = `"\${${referenceText(group.resource, "arn")}}:*"`;
    return { pattern: need.pattern, expression: { kind: "expression", text }, resource: group.resource };
  }
  const own = `/aws/lambda/${fn.name ?? `%{${fn.resource.address}.function_name}`}:*`;
  const form = `arn:\${Partition}:logs:\${Region}:\${Account}:log-group:${own}`;
  return { pattern: need.pattern, expression: { kind: "arn", form }, resource: undefined };
}
