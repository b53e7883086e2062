import { terraformArnForm } from "../aws/terraform-arns.ts";
import {
  type BlockValue,
  comesFromVariables,
  elementsOrSelf,
  encloses,
  isCallersChoice,
  type ObjectValue,
  type Place,
  type Reference,
  type Resource,
  stringOf,
  type Value,
  variablesWithin,
} from "../terraform/index.ts";
import { noArn } from "./no-arn.ts";

/** The strings of an element such as Action, each with its place, and whether these are all. */
export interface Strings {
  readonly values: readonly Value[];
  readonly isComplete: boolean;
  /** Where the element is written; undefined if it is missing. */
  readonly place: Place | undefined;
}

/** An object in HCL (passed to jsonencode), one in a JSON text, or a block of an aws_iam_policy_document. */
export type StatementForm = "object" | "text" | "block";

/** A statement of a policy, with the places of its elements. */
export interface Statement {
  readonly effect: "Allow" | "Deny" | "unknown";
  readonly sid: string | undefined;
  readonly sidPlace: Place;
  readonly actions: Strings;
  readonly notActions: Strings;
  readonly resources: Strings;
  readonly notResources: Strings;
  readonly principals: readonly Principal[];
  readonly notPrincipals: readonly Principal[];
  readonly conditions: readonly Condition[];
  /** Where to report that a condition is missing. */
  readonly conditionPlace: Place;
  /** Whether all principals and conditions are known. */
  readonly knowsConditions: boolean;
  readonly place: Place;
  /** False if it depends on something unknown whether the policy contains it. */
  readonly isCertain: boolean;
  /** How the statement is written, which decides how it is edited. */
  readonly form: StatementForm;
}

/** A principal that a resource policy's statement applies to. */
export interface Principal {
  /** AWS, Service, Federated, CanonicalUser, or "*" for everyone. */
  readonly type: string;
  readonly identifier: Value;
}

/** One key of a statement's conditions, with its operator. */
export interface Condition {
  readonly operator: string;
  readonly operatorPlace: Place;
  readonly key: string;
  readonly keyPlace: Place;
  readonly values: Strings;
}

/** The statement in a JSON value; undefined if it is not known to be one. */
export function jsonStatement(value: Value, isCertain: boolean, form: StatementForm): Statement | undefined {
  if (value.kind !== "object") return undefined;
  const conditions = jsonConditions(entryOf(value, "Condition"));
  const principals = jsonPrincipals(entryOf(value, "Principal"));
  const notPrincipals = jsonPrincipals(entryOf(value, "NotPrincipal"));
  const strings = (name: string): Strings => {
    const entry = value.entries.get(name);
    return entry && entry.kind !== "null"
      ? { ...toStrings(entry), place: elementPlace(value, name, entry) }
      : { values: [], isComplete: !value.open, place: undefined };
  };
  return {
    effect: effectOf(entryOf(value, "Effect")),
    sid: stringOf(entryOf(value, "Sid")),
    sidPlace: entryOf(value, "Sid").place,
    actions: strings("Action"),
    notActions: strings("NotAction"),
    resources: strings("Resource"),
    notResources: strings("NotResource"),
    principals: principals ?? [],
    notPrincipals: notPrincipals ?? [],
    conditions: conditions ?? [],
    conditionPlace: value.place,
    knowsConditions: conditions !== undefined && principals !== undefined && notPrincipals !== undefined && !value.open,
    place: value.place,
    isCertain,
    form,
  };
}

/**
 * The place of an element of a statement. For a value that is set from another resource's argument, that is where its
 * text is.
 */
function elementPlace(statement: ObjectValue, name: string, entry: Value): Place {
  if (!entry.via || encloses(statement.place, entry.place)) return entry.place;
  return statement.keyPlaces?.get(name) ?? statement.place;
}

/** An entry of an object; null if it has none of that name. */
export function entryOf(value: ObjectValue, name: string): Value {
  return value.entries.get(name) ?? { kind: "null", place: value.place };
}

function effectOf(value: Value): Statement["effect"] {
  const text = stringOf(value);
  return text === "Allow" || text === "Deny" ? text : "unknown";
}

function toStrings(value: Value): Strings {
  // unknown, but certainly a string and not a list: `Resource = aws_sqs_queue.jobs.arn`
  if (value.kind === "unknown" && value.via && (isArn(value.via) || noArn(value)))
    return { values: [value], isComplete: true, place: value.place };
  const { elements, complete } = elementsOrSelf(value);
  return { values: elements, isComplete: complete, place: value.place };
}

/** Whether an attribute of a resource is an ARN. */
export function isArn({ resource, path }: Reference): boolean {
  const [attribute, ...deeper] = path;
  return (
    typeof attribute === "string" && deeper.length === 0 && terraformArnForm(resource.type, attribute) !== undefined
  );
}

function jsonPrincipals(value: Value): Principal[] | undefined {
  if (value.kind === "null") return [];
  if (value.kind === "known") return [{ type: "*", identifier: value }];
  // AWS accepts no list here, but what it means is clear
  if (value.kind === "list" && !value.open) return value.elements.map((identifier) => ({ type: "*", identifier }));
  if (value.kind !== "object" || value.open) return undefined;
  const found: Principal[] = [];
  for (const [type, identifiers] of value.entries) {
    const { values, isComplete } = toStrings(identifiers);
    if (!isComplete && values.length === 0) found.push({ type, identifier: identifiers });
    // none by the default of a variable
    if (isComplete && values.length === 0 && comesFromVariables(identifiers))
      found.push({ type, identifier: { kind: "unknown", why: "not-evaluated", place: identifiers.place } });
    for (const identifier of values) found.push({ type, identifier });
  }
  return found;
}

function jsonConditions(value: Value): Condition[] | undefined {
  if (value.kind === "null") return [];
  if (value.kind !== "object" || value.open) return undefined;
  const found: Condition[] = [];
  for (const [operator, keys] of value.entries) {
    if (keys.kind !== "object" || keys.open) return undefined;
    const operatorPlace = value.keyPlaces?.get(operator) ?? keys.place;
    for (const [key, values] of keys.entries) {
      const keyPlace = keys.keyPlaces?.get(key) ?? values.place;
      found.push({ operator, operatorPlace, key, keyPlace, values: { ...toStrings(values), place: values.place } });
    }
  }
  return found;
}

const STATEMENT_PARTS: ReadonlySet<string> = new Set([
  "//",
  "sid",
  "effect",
  "actions",
  "not_actions",
  "resources",
  "not_resources",
  "principals",
  "not_principals",
  "condition",
]);

/** The statement in a block of an aws_iam_policy_document. */
export function blockStatement(block: BlockValue, source: Resource): Statement {
  // schema/unknown-argument reports `resource`; the element that seems to be missing is most likely what it means
  const isMisnamed = [...block.argumentNames, ...block.blockTypes].some((name) => !STATEMENT_PARTS.has(name));
  const strings = (name: string): Strings => {
    const value = block.value(name);
    return value.kind === "null"
      ? { values: [], isComplete: !isMisnamed, place: undefined }
      : { ...toStrings(value), place: block.place(name) };
  };
  const principals = (type: string): Principal[] =>
    block.blocks(type).flatMap((principal) => {
      const kind = principal.string("type") ?? "unknown";
      const { values, isComplete, place } = toStrings(principal.value("identifiers"));
      const isLeftToCallers =
        values.length === 0 && variablesWithin(principal.place("identifiers"), source.module).size > 0;
      const unknownOnes =
        isComplete && principal.isWritten("identifiers") && !isLeftToCallers
          ? []
          : [{ kind: "unknown", why: "not-evaluated", place: place ?? principal.place() } as const];
      return [...values, ...unknownOnes].map((identifier) => ({ type: kind, identifier }));
    });
  const conditions = block.blocks("condition").map((condition) => ({
    operator: condition.string("test") ?? "",
    operatorPlace: condition.place("test"),
    key: condition.string("variable") ?? "",
    keyPlace: condition.place("variable"),
    values: { ...toStrings(condition.value("values")), place: condition.place("values") },
  }));
  return {
    effect: block.isSet("effect") === "no" ? "Allow" : effectOf(block.value("effect")),
    sid: block.string("sid"),
    sidPlace: block.place("sid"),
    actions: strings("actions"),
    notActions: strings("not_actions"),
    resources: strings("resources"),
    notResources: strings("not_resources"),
    principals: principals("principals"),
    notPrincipals: principals("not_principals"),
    conditions,
    conditionPlace: block.place("condition"),
    knowsConditions:
      !isMisnamed &&
      conditions.every(({ operator, key }) => operator !== "" && key !== "") &&
      block.knowsAllBlocks("condition") &&
      !isCallersChoice(source, "condition", block) &&
      ["principals", "not_principals"].every(
        (type) => block.knowsAllBlocks(type) && !isCallersChoice(source, type, block),
      ),
    place: block.place(),
    isCertain: block.isCertain,
    form: "block",
  };
}
