import { didYouMean } from "./did-you-mean.ts";
import { fullNameOf, type IamAction, type IamResourceType, iamPack, iamService } from "./iam-service.ts";
import { matchesWildcard } from "./wildcard.ts";

export * from "./iam-service.ts";

/** The prefixes of all services: `s3`, `dynamodb`, … */
export function iamServicePrefixes(): readonly string[] {
  return iamPack().names();
}

/**
 * The action with this full name, `s3:GetObject` in any case; undefined for patterns and for actions that AWS does not
 * have.
 */
export function iamAction(fullName: string): IamAction | undefined {
  const { service, action } = splitAction(fullName);
  return iamService(service)?.actions.get(action);
}

const expanded = new Map<string, readonly IamAction[]>();

/**
 * Every action that a pattern matches: `s3:Get*`, `dynamodb:?etItem`, `*`, in any case. Empty if the service is unknown
 * or nothing matches. `*` reads all services and yields 22,091 actions: ask for it only when each of them matters.
 */
export function expandActions(pattern: string): readonly IamAction[] {
  const known = expanded.get(pattern);
  if (known) return known;
  const { service, action } = splitAction(pattern === "*" ? "*:*" : pattern);
  const actions = matchingServices(service).flatMap((prefix) => matchingActions(prefix, action));
  expanded.set(pattern, actions);
  return actions;
}

function matchingServices(pattern: string): readonly string[] {
  return hasWildcard(pattern) ? iamServicePrefixes().filter((prefix) => matchesWildcard(pattern, prefix)) : [pattern];
}

function matchingActions(prefix: string, pattern: string): readonly IamAction[] {
  const actions = iamService(prefix)?.actions ?? new Map<string, IamAction>();
  if (hasWildcard(pattern))
    return [...actions].flatMap(([name, action]) => (matchesWildcard(pattern, name) ? [action] : []));
  const action = actions.get(pattern);
  return action ? [action] : [];
}

function splitAction(fullName: string): { readonly service: string; readonly action: string } {
  const [service = "", ...rest] = fullName.toLowerCase().split(":");
  return { service, action: rest.join(":") };
}

function hasWildcard(text: string): boolean {
  return text.includes("*") || text.includes("?");
}

/** The resource types of a service with their ARN formats; empty for an unknown service. */
export function serviceResourceTypes(prefix: string): ReadonlyMap<string, IamResourceType> {
  return iamService(prefix)?.resourceTypes ?? new Map();
}

/** The full name that an unknown action most likely stands for, or undefined: for `s3:GetObjcet`, `s3:GetObject`. */
export function suggestAction(fullName: string): string | undefined {
  const { service, action } = splitAction(fullName);
  const prefix = iamPack().has(service) ? service : didYouMean(service, iamServicePrefixes());
  const actions = prefix === undefined ? undefined : iamService(prefix)?.actions;
  const found = actions && (actions.get(action) ?? actions.get(didYouMean(action, actions.keys()) ?? ""));
  return found && fullNameOf(found);
}
