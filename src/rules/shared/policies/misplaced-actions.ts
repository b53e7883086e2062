import { type IamAction, serviceResourceTypes } from "../../../aws/iam-actions.ts";
import { grouped } from "../../../grouped.ts";
import {
  type ActionPattern,
  actionPatterns,
  arnText,
  canApply,
  isNameless,
  lacksAccount,
  type Role,
  type SiteStatement,
  type Statement,
} from "../../../iam/index.ts";
import { isSameForCallers, type Stack } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import type { Resource, Value } from "../../../terraform/index.ts";

/** An action of a statement that works on none of the resources that it is allowed on. */
export interface MisplacedAction extends ActionPattern {
  readonly action: IamAction;
}

/**
 * What the reference is silent on: a role that delivers logs to another account is allowed on the destination there, and what
 * is sent to one phone is published to its endpoint.
 */
const UNLISTED_TARGET = /^arn:[^:]*:(?:logs:[^:]*:[^:]*:destination:|sns:[^:]*:[^:]*:(?:app|endpoint)\/)/;

/** The actions that a statement of an identity policy allows in vain, as far as its resources are known. */
export function misplacedActions({ site, statement }: SiteStatement): readonly MisplacedAction[] {
  if (site.attachment !== "identity" || statement.effect !== "Allow") return [];
  const resources = statement.resources.values.map(arnText);
  const isReadable = statement.resources.isComplete && resources.length > 0 && !statement.notResources.place;
  if (!isReadable || !resources.every((text) => /^arn:/.test(text) && !UNLISTED_TARGET.test(text))) return [];
  if (statement.resources.values.some((value) => lacksAccount(arnText(value)) && !isFixed(value, site.holder)))
    return [];
  const named = resources.filter(
    (text, i) => !isNameless(text) || !isFixed(statement.resources.values[i], site.holder),
  );
  const works = (action: IamAction) =>
    // a secret that is made has no end to its name yet
    (action.name === "CreateSecret" ? resources : named).some((resource) => canApply(action, resource));
  const patterns = actionPatterns(statement);
  // a module that is handed its resources, and allows what works on each kind that it takes
  if (takesAnyKind(site.holder, statement) && patterns.some(({ actions }) => actions.some(works))) return [];
  return patterns.flatMap((pattern) => {
    const action = pattern.actions.find(({ resourceTypes }) => resourceTypes.length > 0);
    return !action || pattern.actions.some(works) ? [] : [{ ...pattern, action }];
  });
}

/** Whether a resource is what it says for everyone who uses the module. */
function isFixed(value: Value | undefined, { module }: Resource): boolean {
  return value !== undefined && isSameForCallers(value, module);
}

/** Whether a module says what may be done, and its caller with what. */
function takesAnyKind({ module }: Resource, { actions, resources }: Statement): boolean {
  const isWrittenHere = ({ place }: Value): boolean => module.directory.holds(place.file);
  return actions.values.every(isWrittenHere) && !resources.values.some(isWrittenHere);
}

/** `an object` is what AWS calls `object`; the form of its ARN says more. */
export function neededArn(action: IamAction): string {
  const types = serviceResourceTypes(action.service);
  const required = action.resourceTypes.filter(({ required }) => required);
  const wanted = required.length > 0 ? required : action.resourceTypes;
  const ends = wanted.flatMap(
    ({ name }) => types.get(name)?.arns.map((form) => form.split(":").slice(5).join(":")) ?? [name],
  );
  // the access point's way to an object is last in importance
  const shortest = ends.sort((a, b) => a.length - b.length).slice(0, 2);
  return `an ARN that ends like ${shortest.map(spokenForm).join(" or ")}`;
}

/** The reference calls the name of a secret with its end an id. */
function spokenForm(end: string): string {
  return end.replace("${SecretId}", "${SecretName}-<6 letters or digits>").replace(/\$\{([^}]*)\}/g, "<$1>");
}

/** The actions, in lower case, that statements for a role name with resources that they do not work on. */
export const actionsInVain = oncePer((stack: Stack): ReadonlyMap<Role, ReadonlySet<string>> => {
  // a module that is called twice makes two roles with what is written once
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
