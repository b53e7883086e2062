import type { CodeName, CodeTarget } from "../../code/index.ts";
import { arnText, restOf } from "../../iam/index.ts";
import { type Module, type Resource, referenceText, stringOf, type Value } from "../../terraform/index.ts";
import type { LambdaFunction } from "../function.ts";
import { qualifierIn } from "../qualifier.ts";
import type { Stack } from "../stack.ts";
import { valueOfName, variableOf, writtenPart } from "./code-name.ts";
import { environmentText } from "./environment-text.ts";
import { findResource } from "./find-by-name.ts";
import {
  ANY_RESOURCE,
  addressOf,
  canName,
  type FoundResource,
  type NeededResource,
  toFillIn,
} from "./needed-resource.ts";

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
