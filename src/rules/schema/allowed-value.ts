import { didYouMean, numbersOf } from "../../aws/did-you-mean.ts";
import type { BlockVersions } from "../../aws/schema-versions.ts";
import { oncePer } from "../../once-per.ts";
import {
  alternatives,
  elementsOrSelf,
  isCallersChoice,
  partPlace,
  stringOf,
  type Value,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { replacing, respelling } from "../shared/edits/fixes.ts";
import { toConstraint, typeMisfit } from "../shared/expressions/type-misfit.ts";
import { scalesFunction } from "../shared/resources/scaled-function.ts";
import { knownValues } from "../shared/schema/known-values.ts";
import { type ValuedBlock, valuedBlocks } from "../shared/schema/schema-values.ts";
import { spokenOwner } from "../shared/schema/schema-walk.ts";

/** More values than this are not listed. */
const LISTED = 12;

export default defineRule({
  summary: "An argument has a value that is not one of those allowed",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS provider 6.66.0, documentation; API references of AWS Lambda and the services around it, enumerations (2026-11)",
  why: "The provider refuses the value at plan, or AWS at apply.",
  ignoreWhen: "The value is newer than the list that this version of lambda-tf holds.",
  bad: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"

  tracing_config {
    mode = "Actve"
  }
}`,
  good: `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"

  tracing_config {
    mode = "Active"
  }
}`,
  check({ stack }) {
    return valuedBlocks(stack).flatMap((block) => {
      // concurrency/scaling-target knows what a function needs
      if (block.type === "aws_appautoscaling_target" && scalesFunction(block.resource)) return [];
      const documented = listedValues(block.schema);
      return block.body.argumentNames.flatMap((name) => {
        // a data source has the same arguments, but allows fewer values
        const ofApi = block.resource.mode === "managed" ? knownValues(block.type, block.path, name) : undefined;
        const allowed = ofApi ?? documented.get(name);
        return allowed ? check(block, name, allowed, { isOfApi: ofApi !== undefined }) : [];
      });
    });
  },
});

/** The values of each argument of which all are listed, in each version that has it. */
const listedValues = oncePer(
  (schema: BlockVersions): ReadonlyMap<string, readonly string[]> =>
    new Map(
      Array.from(schema.newest.attributes).flatMap(([name, { allowedValues }]) => {
        const isListed = schema.attribute(name).every((version) => version.allowedValues !== undefined);
        return allowedValues && isListed ? [[name, allowedValues] as const] : [];
      }),
    ),
);

/** More of them are no help. */
const MAX_SUGGESTIONS = 3;

/**
 * @param isOfApi upper and lower case are known to matter where the list is of an API, and not where it is of the
 * documentation
 */
function check(
  block: ValuedBlock,
  name: string,
  allowed: readonly string[],
  { isOfApi }: { readonly isOfApi: boolean },
): RuleFinding[] {
  const { resource, body, schema, path, meant } = block;
  const [newest] = schema.attribute(name);
  if (!newest) return [];
  const value = body.value(name);
  // of a wrong type schema/wrong-type speaks
  if (typeMisfit(value, toConstraint(newest.type)) !== undefined) return [];
  if (path.length === 0 && isCallersChoice(resource, name)) return [];
  const argument = body.place(name);
  const { elements } = elementsOrSelf(value);
  const free = allowed.filter((one) => !elements.some((element) => stringOf(element) === one));
  return elements.flatMap((element) => {
    const text = refusedText(element, allowed, isOfApi);
    if (text === undefined) return [];
    const alike = allowed.filter((one) => numbersOf(one) === numbersOf(text));
    const suggestion = didYouMean(text, alike);
    if (meant.isNewer && suggestion === undefined) return [];
    const at = partPlace(argument, element.place);
    const isWritten = at === element.place && at.file.slice(at) === JSON.stringify(text);
    return [
      {
        at,
        resource: resource.address,
        severity: isOfApi ? undefined : ("warning" as const),
        message: `${name} of ${spokenOwner(block)} is "${text}", and may be ${listed(allowed)}`,
        help:
          suggestion === undefined
            ? allowed.length === 1
              ? "Use that"
              : "Use one of these"
            : `Did you mean "${suggestion}"?`,
        ...(isWritten &&
          (suggestion === undefined
            ? { suggestions: likeliest(text, free).map((one) => replacing(at, JSON.stringify(one))) }
            : respelling(text, { meant: suggestion, among: alike }, replacing(at, JSON.stringify(suggestion))))),
      },
    ];
  });
}

/**
 * Values with those first that the text holds, or that hold it: `code` for `authorization_code`. Of many, those that
 * hold it, the last ones first: `TLSv1.2_2021` for `TLSv1.2`.
 */
function likeliest(text: string, values: readonly string[]): readonly string[] {
  if (values.length > MAX_SUGGESTIONS)
    return values
      .filter((value) => value.startsWith(text))
      .toReversed()
      .slice(0, MAX_SUGGESTIONS);
  const isNear = (value: string) => text.includes(value) || value.includes(text);
  return values.toSorted((a, b) => Number(isNear(b)) - Number(isNear(a)));
}

/** The text of a value that is surely none of those allowed. */
function refusedText(value: Value, allowed: readonly string[], isExact: boolean): string | undefined {
  const texts = alternatives(value).map(stringOf);
  const [text] = texts;
  // an empty string is often taken as none
  const isAllowed = (one: string | undefined) => one === undefined || one === "" || isOneOf(one, allowed, isExact);
  return texts.some(isAllowed) ? undefined : text;
}

function isOneOf(text: string, allowed: readonly string[], isExact: boolean): boolean {
  return isExact ? allowed.includes(text) : allowed.some((value) => value.toLowerCase() === text.toLowerCase());
}

function listed(allowed: readonly string[]): string {
  const quoted = allowed.slice(0, LISTED).map((value) => `"${value}"`);
  return allowed.length > LISTED ? `${quoted.join(", ")} and ${allowed.length - LISTED} more` : quoted.join(", ");
}
