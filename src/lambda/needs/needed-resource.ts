import { terraformArnForms } from "../../aws/terraform-arns.ts";
import type { CodeName, CodeTarget, TextPart } from "../../code/index.ts";
import { arnText, restOf } from "../../iam/index.ts";
import { type Module, type Resource, referenceText, stringOf, type Value } from "../../terraform/index.ts";
import type { LambdaFunction } from "../function.ts";
import { namedResources } from "../names/identify.ts";
import { isSameText, textParts } from "../names/same-text.ts";
import { qualifierIn } from "../qualifier.ts";
import type { Stack } from "../stack.ts";
import { environmentText } from "./environment-text.ts";

/** A resource that something is needed on, for matching and for writing it in a policy. */
export interface NeededResource {
  /** The ARN to compare, with `${}` for unknown parts. */
  readonly pattern: string;
  /**
   * As a policy in the module would write it: `aws_dynamodb_table.orders.arn`, or text with `${}` for names to fill in.
   */
  readonly expression: HclText;
  /** The resource, if it is in the configuration. */
  readonly resource: Resource | undefined;
  /**
   * Its address from the root, if another module declares it, so that a policy beside the function cannot refer to it.
   */
  readonly elsewhere?: string;
  /** Whether its name should come from an environment variable that the function does not have. */
  readonly isNameless?: boolean;
}

/** An HCL expression, or an ARN whose partition, region, account and unknown names have yet to be filled in. */
export type HclText =
  | { readonly kind: "expression"; readonly text: string }
  | { readonly kind: "arn"; readonly form: string };

/** `*`, for actions that support no other resource. */
export const ANY_RESOURCE: NeededResource = {
  pattern: "*",
  expression: { kind: "expression", text: '"*"' },
  resource: undefined,
};

/** The arguments that contain the names of resources, where it is not `name`. */
const NAME_ARGUMENTS: Readonly<Record<string, string>> = {
  aws_s3_bucket: "bucket",
  aws_lambda_function: "function_name",
  aws_ses_email_identity: "email",
  aws_ses_domain_identity: "domain",
  aws_sesv2_email_identity: "email_identity",
  aws_cognito_user_pool: "name",
  aws_kms_alias: "name",
  aws_rds_cluster: "cluster_identifier",
};

/**
 * The resources in the configuration that a target in the code refers to: one, or one for each bucket that sends the
 * function events.
 */
export function resourcesOfTarget(
  target: CodeTarget | undefined,
  fn: LambdaFunction,
  stack: Stack,
): readonly NeededResource[] {
  if (!target) return [ANY_RESOURCE];
  const { placeholder, name } = target;
  const form = withOneName(target.form, placeholder);
  if (!name) {
    const events = eventBuckets(form, fn);
    return events.length > 0 ? events : [soleApi(form, fn.resource.module) ?? toFillIn(form)];
  }
  const value = valueOfName(name, fn);
  if (!value || stringOf(value) === "") {
    const variable = variableOf(name);
    const filled = form.replace(`\${${placeholder}}`, `\${${placeholderFor(variable, placeholder)}}`);
    const isNameless = variable !== undefined && lacks(fn, variable);
    return [{ ...toFillIn(filled), isNameless }];
  }
  const found = findAlias(form, value) ?? findResource(`${form}${qualifierFor(form, value)}`, value, stack);
  if (found && canName(fn, found.resource)) return [named(found.resource, found.attribute, found.rest)];
  const written = arnOf(form, placeholder, value) ?? namedOnly(form, placeholder, name, fn);
  return [found ? { ...written, elsewhere: addressOf(found) } : written];
}

/**
 * Whether a policy beside a function can refer to a resource: not if it is in another module, or one of any number of
 * for_each instances.
 */
export function canName(fn: Pick<LambdaFunction, "resource">, resource: Resource): boolean {
  return resource.module === fn.resource.module && !resource.isSymbolic;
}

interface FoundResource {
  readonly resource: Resource;
  readonly attribute: string;
  /** What follows its ARN. */
  readonly rest: string;
}

/** A resource's ARN as written from the root: `${module.store.aws_s3_bucket.orders.arn}/*`. */
export function addressOf({ resource, attribute, rest }: FoundResource): string {
  const reference = `${resource.addressFromRoot}.${attribute}`;
  return rest === "" ? reference : `\${${reference}}${rest}`;
}

/** Whether an environment variable is certainly missing or empty. */
function lacks(fn: LambdaFunction, variable: string): boolean {
  const { environment } = fn;
  if (!environment) return fn.body.hasBlock("environment") === "no";
  const value = environment.entries.get(variable);
  return value ? stringOf(value) === "" : environment.open === false;
}

/**
 * An alias of a function, which has its own ARN: permission to call the function does not include its alias (AWS Lambda
 * developer guide, Resources and conditions for Lambda actions, 2026-11).
 */
function findAlias(form: string, value: Value): FoundResource | undefined {
  if (!isOfFunction(form)) return undefined;
  const qualifier = qualifierIn(value);
  return qualifier.kind === "alias" ? { resource: qualifier.alias, attribute: "arn", rest: "" } : undefined;
}

/** Whether an ARN's format is that of a function, without a qualifier. */
function isOfFunction(form: string): boolean {
  return /^(?:(?!:lambda:).)*:lambda:.*:function:[^:]*$/s.test(form);
}

/** The qualifier after a function's name: `:live`. */
function qualifierFor(form: string, value: Value): string {
  if (!isOfFunction(form)) return "";
  const qualifier = qualifierIn(value);
  if (qualifier.kind === "named") return `:${qualifier.name}`;
  const last = value.kind === "template" ? value.parts.at(-1) : undefined;
  const written = typeof last === "string" ? /:[\w-]+$/.exec(last)?.[0] : undefined;
  return written ?? (qualifier.kind === "version" ? ":*" : "");
}

/** A format whose names are to be filled in. */
export function toFillIn(form: string): NeededResource {
  return { pattern: form, expression: { kind: "arn", form }, resource: undefined };
}

/** A format in which only one name has to be filled in, apart from partition, region and account. */
function withOneName(form: string, placeholder: string): string {
  return form.replace(/\$\{(\w+)\}/g, (whole, name: string) =>
    name === placeholder || /^(?:Partition|Region|Account)$/.test(name) ? whole : "*",
  );
}

/** The buckets that send a function events, one of which contains the object that the code reads. */
function eventBuckets(form: string, fn: LambdaFunction): readonly NeededResource[] {
  if (!form.includes(":s3:::")) return [];
  return fn.triggersOf("s3").flatMap(({ source }) => {
    const rest = restOf(form, "arn:<>:s3:::<>");
    return source?.type === "aws_s3_bucket" && rest !== undefined && source.module === fn.resource.module
      ? [named(source, "arn", rest)]
      : [];
  });
}

function variableOf({ parts }: CodeName): string | undefined {
  const [part] = parts;
  return parts.length === 1 && typeof part === "object" && part.kind === "environment" ? part.name : undefined;
}

/** The value of a name in the code: literals as they are, environment variables as the function sets them. */
function valueOfName({ parts }: CodeName, fn: LambdaFunction): Value | undefined {
  const values = parts.map((part) => valueOfPart(part, fn));
  const [only] = values;
  if (values.every((value) => value === undefined)) return undefined;
  if (values.length === 1 && only !== undefined && typeof only !== "string") return only;
  const place = fn.place();
  const known = values.map((value): string | Value => value ?? { kind: "unknown", why: "not-evaluated", place });
  const texts = known.map((value) => (typeof value === "string" ? value : stringOf(value)));
  if (texts.every((text) => text !== undefined)) return { kind: "known", value: texts.join(""), place };
  return { kind: "template", parts: known, place };
}

function valueOfPart(part: TextPart, fn: LambdaFunction): string | Value | undefined {
  if (typeof part === "string") return part;
  if (part.kind === "unknown") return undefined;
  if (part.name === "AWS_LAMBDA_FUNCTION_NAME") return { kind: "resource", resource: fn.resource, place: fn.place() };
  const value = fn.environment?.entries.get(part.name);
  if (value) return value;
  const fallback = fn.environment?.open === false || !fn.environment ? part.fallback : undefined;
  return fallback && fallback.length > 0 ? valueOfName({ parts: fallback }, fn) : undefined;
}

/** The resource that a value identifies, of the types whose ARNs have the format. */
function findResource(form: string, value: Value, stack: Stack): FoundResource | undefined {
  for (const [type, attribute, own] of terraformArnForms()) {
    if (attribute === "id" || attribute === "stream_arn" || attribute === "target_key_arn") continue;
    const rest = restOf(form, own);
    if (rest === undefined) continue;
    const resource = namedResources(value, new Set([type]))[0] ?? byName(type, value, stack);
    if (resource) return { resource, attribute, rest };
  }
  return undefined;
}

function byName(type: string, value: Value, stack: Stack): Resource | undefined {
  const argument = NAME_ARGUMENTS[type] ?? "name";
  const text = stringOf(value);
  const sought: Value =
    type === "aws_ses_domain_identity" && text?.includes("@")
      ? { kind: "known", value: text.slice(text.indexOf("@") + 1), place: value.place }
      : value;
  const found = stack.names([type], argument, ["managed", "data"]).named(sought);
  return text === undefined ? (found ?? withSameName(type, argument, sought, stack)) : found;
}

/** The only resource that has the same name although not all of this is known: `orders-${var.stage}` of both. */
function withSameName(type: string, argument: string, sought: Value, stack: Stack): Resource | undefined {
  const parts = textParts(sought);
  const [only, ...others] = stack
    .resources(type)
    .filter(({ body }) => isSameText(textParts(body.value(argument)), parts));
  return others.length === 0 ? only : undefined;
}

function named(resource: Resource, attribute: string, rest: string): NeededResource {
  const reference = referenceText(resource, attribute);
  const arn = arnText(resource.attribute(attribute, resource.body.place()));
  return {
    pattern: `${arn}${rest}`,
    expression: { kind: "expression", text: rest === "" ? reference : `"\${${reference}}${rest}"` },
    resource,
  };
}

/** A name that is itself an ARN. */
function arnOf(form: string, placeholder: string, value: Value): NeededResource | undefined {
  const text = stringOf(value);
  if (!text?.startsWith("arn:")) return undefined;
  const marker = `\${${placeholder}}`;
  const rest = form.slice(form.indexOf(marker) + marker.length).replace(/\$\{\w+\}/g, "*");
  return { pattern: `${text}${rest}`, expression: { kind: "arn", form: `${text}${rest}` }, resource: undefined };
}

/**
 * A name without a resource here: an ARN containing the name, or the environment variable's value if that is an ARN.
 */
function namedOnly(form: string, placeholder: string, name: CodeName, fn: LambdaFunction): NeededResource {
  const marker = `\${${placeholder}}`;
  const variable = variableOf(name);
  const written = variable === undefined ? undefined : environmentText(fn, variable);
  const value = valueOfName(name, fn);
  const rest = form.slice(form.indexOf(marker) + marker.length).replace(/\$\{\w+\}/g, "*");
  if (written !== undefined && /arn$/i.test(written)) {
    const text = rest === "" ? written : `"\${${written}}${rest}"`;
    const arn = value ? arnText(value) : "";
    const pattern = arn.startsWith("arn:") ? `${arn}${rest}` : form;
    return { pattern, expression: { kind: "expression", text }, resource: undefined };
  }
  const text = name.parts.map((part) => writtenPart(part, fn)).join("");
  if (/^\**$/.test(text)) return toFillIn(form.replace(marker, () => `\${${placeholderFor(variable, placeholder)}}`));
  const filled = form.replace(marker, () => toPlainName(form, text));
  return {
    pattern: filled.replace(/%\{(?:[^}%]|%(?!\{))*\}/g, "*"),
    expression: { kind: "arn", form: filled },
    resource: undefined,
  };
}

/** A part of a name in an ARN: text, `%{}` around a reference, or `*` if it is not known. */
function writtenPart(part: TextPart, fn: LambdaFunction): string {
  const value = valueOfPart(part, fn);
  if (typeof value === "string") return value;
  const text = value && stringOf(value);
  if (text !== undefined) return text;
  const written = typeof part === "object" && part.kind === "environment" ? environmentText(fn, part.name) : undefined;
  if (written === undefined) return "*";
  // a queue's URL ends with its name
  return /url$/i.test(written) ? `%{basename(${written})}` : `%{${written}}`;
}

function placeholderFor(variable: string | undefined, placeholder: string): string {
  return variable === undefined ? placeholder : variable.toLowerCase().replace(/_(?:arn|url)$/, "_name");
}

/** A queue's URL ends with its name; a secret's ARN has six more characters; a parameter's ARN has a single slash. */
function toPlainName(form: string, text: string): string {
  if (form.includes(":sqs:")) return text.startsWith("https:") ? text.slice(text.lastIndexOf("/") + 1) : text;
  if (form.includes(":secretsmanager:")) return text.endsWith("*") ? text : `${text}-??????`;
  return form.includes(":ssm:") ? text.replace(/^\//, "") : text;
}

/** Messages to connections go through the module's WebSocket API, if it has just one. */
function soleApi(form: string, module: Module): NeededResource | undefined {
  if (!form.includes(":execute-api:")) return undefined;
  const apis = module
    .resourcesOf("aws_apigatewayv2_api")
    .filter(({ body }) => body.string("protocol_type") === "WEBSOCKET");
  const [api] = apis;
  return api && apis.length === 1 ? named(api, "execution_arn", "/*/POST/@connections/*") : undefined;
}

/** A resource as reports show it: `arn:aws:s3:::<BucketName>/*` where a name is not known. */
export function describeResource({ expression, elsewhere }: NeededResource): string {
  if (elsewhere !== undefined) return elsewhere;
  if (expression.kind === "expression") return expression.text.replace(/^"(.*)"$/, "$1");
  return expression.form
    .replace("${Partition}", "aws")
    .replace(/\$\{(\w+)\}/g, "<$1>")
    .replaceAll("%{", "${");
}
