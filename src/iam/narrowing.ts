import { type IamAction, serviceResourceTypes } from "../aws/iam-actions.ts";
import { terraformArnForms } from "../aws/terraform-arns.ts";
import { grouped } from "../grouped.ts";
import { oncePer } from "../once-per.ts";
import { type Module, type Resource, referenceText } from "../terraform/index.ts";
import { canOverlap, SOME_PATH } from "./glob.ts";

/** Resources that may be named instead of `*`. */
interface Targets {
  /** HCL expressions, valid in the module: `aws_sqs_queue.jobs.arn`, `"${aws_s3_bucket.in.arn}/*"`. */
  readonly expressions: readonly string[];
  /** ARNs of the actions' resource types with names to be filled in: `arn:aws:sqs:<Region>:<Account>:<QueueName>`. */
  readonly forms: readonly string[];
}

/** What the resources of a statement may be narrowed to. */
export interface Narrowing extends Targets {
  /** The same for the actions of each service; a statement for all of them must cover each. */
  readonly services: readonly Targets[];
  /**
   * Whether each action has exactly one resource in the module that it can be meant for, so that all expressions are
   * needed.
   */
  readonly isUnambiguous: boolean;
  /** Whether each action has a resource in the module that it may be meant for, and few enough that all are named. */
  readonly isCovered: boolean;
  /** Whether the actions work on many types of resource, none of which at least half of them share. */
  readonly isScattered: boolean;
  /** The resources that the expressions name. */
  readonly resources: readonly Resource[];
}

interface Candidate {
  readonly resource: Resource;
  /** What the action needs of it: a table and its indexes, for example. */
  readonly expressions: readonly string[];
}

/** No more candidates for an action are gathered than this: messages name three, and a fix needs exactly one. */
const MAX_CANDIDATES = 4;

/** What a statement with these actions may be narrowed to in the module, leaving out some resources. */
export function narrowingFor(
  actions: readonly IamAction[],
  module: Module,
  leftOut: readonly Resource[] = [],
): Narrowing {
  const perAction = distinct(actions).map((action) => candidatesFor(action, module, leftOut));
  const all = perAction.flat();
  return {
    ...targetsOf(actions, all),
    services: [...grouped(actions, ({ service }) => [service]).values()].map((own) =>
      targetsOf(
        own,
        distinct(own).flatMap((action) => candidatesFor(action, module, leftOut)),
      ),
    ),
    isUnambiguous: perAction.length > 0 && perAction.every((candidates) => candidates.length === 1),
    isCovered: perAction.length > 0 && perAction.every(({ length }) => length > 0 && length < MAX_CANDIDATES),
    isScattered: isScattered(actions),
    resources: [...new Set(all.map(({ resource }) => resource))],
  };
}

function isScattered(actions: readonly IamAction[]): boolean {
  const kinds = grouped(actions, (action) => resourceForms(action).slice(0, 1));
  return [...kinds.values()].every((own) => own.length * 2 < actions.length);
}

function targetsOf(actions: readonly IamAction[], candidates: readonly Candidate[]): Targets {
  return {
    expressions: [...new Set(candidates.flatMap(({ expressions }) => expressions))].sort(byReference),
    forms: commonFirst(actions.flatMap((action) => formsToName(action).map(withNames))),
  };
}

/**
 * Removes repetitions, the most frequent first: most actions of the prefix `states`, for instance, are about state
 * machines.
 */
function commonFirst(forms: readonly string[]): readonly string[] {
  return [...grouped(forms, (form) => [form])].sort(([, a], [, b]) => b.length - a.length).map(([form]) => form);
}

/** Sorts by resource; what is inside a resource comes after it. */
function byReference(a: string, b: string): number {
  const bare = (expression: string) => expression.replace(/^"\$\{|\}/g, "");
  return bare(a) < bare(b) ? -1 : 1;
}

function distinct(actions: readonly IamAction[]): readonly IamAction[] {
  return [...new Map(actions.map((action) => [`${action.service}:${action.name}`, action])).values()];
}

function candidatesFor(action: IamAction, module: Module, leftOut: readonly Resource[]): readonly Candidate[] {
  // an action that reads a whole path is not meant for a single parameter
  if (/ByPath$/.test(action.name) || typesTogether(action)) return [];
  const withIndexes = readsIndexes(action);
  const forms = resourceForms(action);
  for (const form of forms) {
    const found: Candidate[] = [];
    for (const candidate of candidatesOfForm(form, withIndexes, module)) {
      if (found.length === MAX_CANDIDATES) break;
      if (!leftOut.includes(candidate.resource)) found.push(candidate);
    }
    if (found.length > 0) return forms.length === 1 ? found : found.map((one) => shortest(one, forms));
  }
  return [];
}

/** The shortest of formats that begin with the same ARN: that of a bus rather than of its rules. */
function shortest(candidate: Candidate, forms: readonly string[]): Candidate {
  const { resource } = candidate;
  const length = ({ expressions: [first = ""] }: Candidate) => first.length;
  return forms
    .flatMap(attributesOfForm)
    .filter(({ type }) => type === resource.type)
    .map(({ attribute, rest }) => ({ resource, expressions: expressionsOf(resource, attribute, rest, false) }))
    .reduce((best, other) => (length(other) < length(best) ? other : best), candidate);
}

const candidatesByForm = oncePer((_module: Module) => new Map<string, readonly Candidate[]>());

/** The resources of a module whose ARNs have a format, sorted by reference. */
function candidatesOfForm(form: string, withIndexes: boolean, module: Module): readonly Candidate[] {
  const key = `${form} ${withIndexes}`;
  const known = candidatesByForm(module).get(key);
  if (known) return known;
  const found = attributesOfForm(form)
    .flatMap(({ type, attribute, rest }) =>
      module
        .resourcesOf(type)
        .filter(({ isSymbolic }) => !isSymbolic)
        .map((resource) => ({ resource, expressions: expressionsOf(resource, attribute, rest, withIndexes) })),
    )
    .sort(({ expressions: [a = ""] }, { expressions: [b = ""] }) => byReference(a, b));
  candidatesByForm(module).set(key, found);
  return found;
}

/** An ARN attribute of a resource type, and what has to be appended to it for a format. */
interface ArnAttribute {
  readonly type: string;
  readonly attribute: string;
  readonly rest: string;
}

const attributesByForm = new Map<string, readonly ArnAttribute[]>();

function attributesOfForm(form: string): readonly ArnAttribute[] {
  const known = attributesByForm.get(form);
  if (known) return known;
  const found = terraformArnForms().flatMap(([type, attribute, own]) => {
    const rest = attribute === "id" || attribute === "target_key_arn" ? undefined : restOf(form, own);
    return rest === undefined ? [] : [{ type, attribute, rest }];
  });
  attributesByForm.set(form, found);
  return found;
}

function expressionsOf(resource: Resource, attribute: string, rest: string, withIndexes: boolean): string[] {
  const reference = referenceText(resource, attribute);
  const own = expressionOf(reference, rest);
  return withIndexes && hasIndexes(resource) ? [own, `"\${${reference}}/index/*"`] : [own];
}

function readsIndexes({ service, resourceTypes }: IamAction): boolean {
  return service === "dynamodb" && resourceTypes.some(({ name }) => name === "index");
}

function hasIndexes({ type, body }: Resource): boolean {
  const kinds = ["global_secondary_index", "local_secondary_index"];
  return type === "aws_dynamodb_table" && kinds.some((kind) => body.hasBlock(kind) !== "no");
}

function expressionOf(reference: string, rest: string): string {
  return rest === "" ? reference : `"\${${reference}}${rest}"`;
}

/**
 * Actions that need permission on resources of several types at once (Systems Manager user guide, Restricting Run
 * Command access based on tags, and Sample IAM policies for Session Manager; 2026-11).
 */
const SEVERAL_TYPES: ReadonlyMap<string, readonly string[]> = new Map([
  ["ssm:SendCommand", ["document", "instance"]],
  ["ssm:StartSession", ["document", "instance"]],
]);

function typesTogether({ service, name }: IamAction): readonly string[] | undefined {
  return SEVERAL_TYPES.get(`${service}:${name}`);
}

/** The formats of the ARNs that a statement with an action has to name: usually one. */
function formsToName(action: IamAction): readonly string[] {
  const together = typesTogether(action);
  if (!together) return resourceForms(action).slice(0, 1);
  const types = serviceResourceTypes(action.service);
  return together.flatMap((name) => types.get(name)?.arns.slice(0, 1) ?? []);
}

/** The formats of the ARNs of an action's resource types, those that it is usually limited to first. */
function resourceForms({ service, name: action, resourceTypes }: IamAction): string[] {
  const types = serviceResourceTypes(service);
  const required = resourceTypes.filter((type) => type.required);
  const wanted = required.length > 0 ? required : resourceTypes;
  // access points are another way to resources that have an ARN of their own
  const isDetour = (name: string) => /accesspoint|object-?lambda|domainname/i.test(name);
  // InvokeModel works on models, profiles and routers: models come first
  const [, ...nouns] = action.match(/[A-Z][a-z]+/g) ?? [];
  const words = new Set(nouns.map((word) => word.toLowerCase().replace(/s$/, "")));
  const isNamed = (name: string) => words.has(name.slice(name.lastIndexOf("-") + 1));
  const rank = (name: string) => (isDetour(name) ? 2 : isNamed(name) ? 0 : 1);
  const ordered = [...wanted].sort((a, b) => rank(a.name) - rank(b.name));
  return ordered.flatMap(({ name }) => types.get(name)?.arns ?? []);
}

/**
 * What has to be appended to a Terraform attribute's ARN (with `<>` for names) for an ARN of the format: nothing if
 * both are the same, `/*` for the objects of a bucket. Undefined if the format does not begin with it.
 */
export function restOf(form: string, own: string): string | undefined {
  const wanted = form.replace(PLACEHOLDER, "<>");
  const start = own.replace("parameter</>", "parameter/<>").replaceAll("</>", "<>");
  if (wanted === start) return wanted.includes(":log-group:") ? ":*" : "";
  const rest = wanted.startsWith(start) ? wanted.slice(start.length) : "";
  return /^[:/]/.test(rest) ? asEnd(rest) : undefined;
}

/**
 * What has to be appended to an ARN pattern (see arnText) for an ARN of the format; undefined if the format does not
 * begin like that.
 */
export function endFor(form: string, text: string): string | undefined {
  const cuts = Array.from(form.matchAll(/[:/]/g), ({ index }) => index).reverse();
  // a name may contain slashes, as those of log groups do
  const cut = cuts.find((at) => canOverlap(form.slice(0, at).replace(PLACEHOLDER, SOME_PATH), text));
  return cut === undefined ? undefined : asEnd(form.slice(cut).replace(PLACEHOLDER, "<>"));
}

const PLACEHOLDER = /\$\{[^{}]*\}/g;

/** The end of an ARN with `<>` for names, as short as it can be written with stars. */
function asEnd(rest: string): string {
  if (rest.startsWith(":log-stream:")) return ":*";
  const text = rest.replaceAll("<>", "*");
  return /^[:/*]+$/.test(text) ? `${text.charAt(0)}*` : text.replace(/(?<!\*[:/])\*(?:[:/]\*)+$/, "*");
}

function withNames(form: string): string {
  return form.replace("${Partition}", "aws").replace(/\$\{([^{}]*)\}/g, "<$1>");
}
