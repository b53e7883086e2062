import { type IamAction, serviceResourceTypes } from "../../../aws/iam-actions.ts";
import { grouped } from "../../../grouped.ts";
import {
  type ActionPattern,
  actionPatterns,
  arnParts,
  arnText,
  canApply,
  isNameless,
  lacksAccount,
  type ResourceKind,
  type Role,
  type SiteStatement,
  type Statement,
} from "../../../iam/index.ts";
import { holdsDefault, isSameForCallers, type Stack } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import type { Resource, Value } from "../../../terraform/index.ts";

/** An action of a statement that does not work on any of the statement's resources. */
export interface MisplacedAction extends ActionPattern {
  readonly action: IamAction;
}

/**
 * Cases that the reference does not mention: a role that delivers logs to another account needs permission on the
 * destination there, and a message to one phone is published to its endpoint.
 */
const UNLISTED_TARGET = /^arn:[^:]*:(?:logs:[^:]*:[^:]*:destination:|sns:[^:]*:[^:]*:(?:app|endpoint)\/)/;

/** Resources whose policies name them, or what is in them, by their ARN. */
const NAMED_KINDS: ReadonlySet<ResourceKind | undefined> = new Set(["bucket", "queue", "secret", "topic"]);

/**
 * An ARN that is meant to match nothing, where a policy has to name a resource: no region, no account, and a word that
 * says so, as in arn:aws:kms:::NOT_IN_USE.
 */
const FOR_NOTHING =
  /^arn:[^:]*:[^:]*:::(?:\w+[-_])?(?:not[-_]in[-_]use|not[-_]used|unused|none|null|nothing|dummy|placeholder)$/i;

/** Whether the actions of a statement have to work on its resources. S3 refuses a policy where one does not. */
function namesResources({ site: { attachment, kind, holder }, statement: { effect } }: SiteStatement): boolean {
  if (attachment === "identity") return effect === "Allow";
  const isOfAccessPoint = holder.type === "aws_s3_access_point";
  return (
    attachment === "resource" && NAMED_KINDS.has(kind) && !isOfAccessPoint && (effect === "Allow" || isRefused(kind))
  );
}

/** Whether AWS refuses the policy of such a resource if an action works on none of its statement's resources. */
export function isRefused(kind: ResourceKind | undefined): boolean {
  return kind === "bucket";
}

/** The actions of a statement that work on none of its resources, as far as these are known. */
export function misplacedActions(each: SiteStatement): readonly MisplacedAction[] {
  const { site, statement } = each;
  if (!namesResources(each)) return [];
  const resources = statement.resources.values.map(arnText);
  const isReadable = statement.resources.isComplete && resources.length > 0 && !statement.notResources.place;
  if (!isReadable || !resources.every((text) => /^arn:/.test(text) && !UNLISTED_TARGET.test(text))) return [];
  if (resources.some((text) => FOR_NOTHING.test(text))) return [];
  if (statement.resources.values.some((value) => endsInDefault(value, site.holder))) return [];
  if (statement.resources.values.some((value) => lacksAccount(arnText(value)) && !isFixed(value, site.holder)))
    return [];
  const named = resources.filter(
    (text, i) => !isNameless(text) || !isFixed(statement.resources.values[i], site.holder),
  );
  const works = (action: IamAction) =>
    // the name of a secret to be created has no suffix yet
    (action.name === "CreateSecret" ? resources : named).some((resource) => canApply(action, resource));
  const patterns = actionPatterns(statement);
  // a module that gets its resources from callers may allow what works on each kind that it accepts
  if (takesAnyKind(site.holder, statement) && patterns.some(({ actions }) => actions.some(works))) return [];
  return patterns.flatMap((pattern) => {
    const action = pattern.actions.find(({ resourceTypes }) => resourceTypes.length > 0);
    return !action || pattern.actions.some(works) ? [] : [{ ...pattern, action }];
  });
}

/** Whether actions are of another service than the resource whose policy names them. */
export function isOfOtherService({ site, statement }: SiteStatement, actions: readonly MisplacedAction[]): boolean {
  const own = statement.resources.values.map((value) => arnParts(arnText(value))?.service);
  return site.attachment === "resource" && actions.every(({ action }) => !own.includes(action.service));
}

/** Whether a caller of the module may change the end of an ARN, and with it what the ARN is of. */
function endsInDefault(value: Value, { module }: Resource): boolean {
  const pieces = value.kind === "known" || value.kind === "template" ? value.written?.pieces : undefined;
  const last = pieces?.at(-1) ?? value;
  return typeof last !== "string" && last.kind === "known" && holdsDefault(last, module);
}

/** Whether a resource is the same for all callers of the module. */
function isFixed(value: Value | undefined, { module }: Resource): boolean {
  return value !== undefined && isSameForCallers(value, module);
}

/** Whether a module fixes the actions, and its caller the resources. */
function takesAnyKind({ module }: Resource, { actions, resources }: Statement): boolean {
  const isWrittenHere = ({ place }: Value): boolean => module.directory.holds(place.file);
  return actions.values.every(isWrittenHere) && !resources.values.some(isWrittenHere);
}

/** AWS calls it `object`, we say `an object`; the format of its ARN says more. */
export function neededArn(action: IamAction): string {
  const types = serviceResourceTypes(action.service);
  const required = action.resourceTypes.filter(({ required }) => required);
  const wanted = required.length > 0 ? required : action.resourceTypes;
  const ends = wanted.flatMap(
    ({ name }) => types.get(name)?.arns.map((form) => form.split(":").slice(5).join(":")) ?? [name],
  );
  // an object's path through an access point is the least important one
  const shortest = ends.sort((a, b) => a.length - b.length).slice(0, 2);
  return `an ARN that ends like ${shortest.map(spokenForm).join(" or ")}`;
}

/** The reference calls a secret's name with its suffix an id. */
function spokenForm(end: string): string {
  return end.replace("${SecretId}", "${SecretName}-<6 letters or digits>").replace(/\$\{([^{}]*)\}/g, "<$1>");
}

/** The actions, in lower case, that a role's statements allow on resources that they do not work on. */
export const actionsInVain = oncePer((stack: Stack): ReadonlyMap<Role, ReadonlySet<string>> => {
  // a module that is called twice creates two roles from the same text
  const named = stack.policySites.flatMap((site) =>
    (site.document?.statements ?? []).flatMap((statement) =>
      misplacedActions({ site, statement }).flatMap(({ text }) =>
        site.roles.map((role) => ({ role, action: text.toLowerCase() })),
      ),
    ),
  );
  const perRole = grouped(named, ({ role }) => [role]);
  return new Map([...perRole].map(([role, own]) => [role, new Set(own.map(({ action }) => action))]));
});
