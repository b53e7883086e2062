import type { Place } from "../terraform/index.ts";
import type { DocumentFault } from "./document-fault.ts";
import type { PolicySite } from "./policy-sites.ts";
import type { Statement, Strings } from "./statement.ts";

/** Elements that a statement must have where it stands, and has not. */
export function missingElements(statement: Statement, site: PolicySite): DocumentFault[] {
  const { attachment, isUsed } = site;
  const { actions, notActions, resources, notResources, principals, notPrincipals, place } = statement;
  const isOnPrincipal = attachment === "identity" || attachment === "boundary";
  const isMissing = (one: Strings, other: Strings) => !one.place && !other.place && one.isComplete && other.isComplete;
  const pairs =
    (isOnPrincipal && !isUsed) || attachment === "trust" || isOfRepository(site)
      ? [[actions, notActions]]
      : [
          [actions, notActions],
          [resources, notResources],
        ];
  // the data source leaves an empty list out, so the opposite may be what counts
  const empty = pairs
    .filter((pair) => pair.every(isEmpty))
    .flat()
    .find(isWrittenEmpty);
  if (empty?.place)
    return [
      {
        at: empty.place,
        message: "The list is empty, which AWS takes for none",
        help: "Name what the statement is about, or remove it",
      },
    ];
  if (isMissing(actions, notActions))
    return [
      {
        at: place,
        message: "The statement has neither Action nor NotAction",
        help: "Name the actions that it is about",
      },
    ];
  if (isOnPrincipal && isUsed && isMissing(resources, notResources))
    return [{ at: place, message: "The statement names no resource", help: "Name the ARNs that it is about" }];
  const hasPrincipal = principals.length + notPrincipals.length > 0 || !statement.knowsConditions;
  return isOnPrincipal || !isUsed || hasPrincipal
    ? []
    : [{ at: place, message: "The statement names no Principal", help: "Say whom it is about" }];
}

function isEmpty({ values, isComplete }: Strings): boolean {
  return isComplete && values.length === 0;
}

/** Elements that are objects, as the functions of CloudFormation are in a policy that was copied from a template. */
export function objectElements({ actions, notActions, resources, notResources }: Statement): DocumentFault[] {
  const values = [actions, notActions, resources, notResources].flatMap((strings) => strings.values);
  return values
    .filter(({ kind }) => kind === "object")
    .map(({ place }) => ({
      at: place,
      message: "An action or a resource is an object, where AWS takes only texts",
      help: "Write the text itself, for example a reference to the resource's ARN",
    }));
}

/** Whether nothing but `[]` is written; a list that is empty now may not be so for other values of variables. */
function isWrittenEmpty({ place }: Strings): boolean {
  return place !== undefined && /^\[\s*\]$/.test(place.file.slice(place));
}

/** An element together with its opposite: AWS accepts only one of the two. */
export function doubledElements(statement: Statement): DocumentFault[] {
  const { actions, notActions, resources, notResources, principals, notPrincipals, knowsConditions } = statement;
  const ofPrincipals = (all: typeof principals) => (knowsConditions ? all[0]?.identifier.place : undefined);
  const pairs = [
    ["Action", placeOf(actions), placeOf(notActions)],
    ["Resource", placeOf(resources), placeOf(notResources)],
    ["Principal", ofPrincipals(principals), ofPrincipals(notPrincipals)],
  ] as const;
  return pairs.flatMap(([name, own, opposite]) =>
    own && opposite
      ? [{ at: opposite, message: `The statement has both ${name} and Not${name}`, help: "Keep one of them" }]
      : [],
  );
}

/** The place of an element that certainly has content: null and an empty list omit it. */
function placeOf({ values, isComplete, place }: Strings): Place | undefined {
  return isComplete && values.length > 0 ? place : undefined;
}

/** ECR: "Invalid repository policy provided" (awsdocs/amazon-ecr-user-guide#20 and aws/aws-cdk#24314, 2026-11). */
function isOfRepository({ holder }: PolicySite): boolean {
  return holder.type === "aws_ecr_repository_policy";
}

/** Elements that a statement must not have where it stands. */
export function misplacedElements(statement: Statement, site: PolicySite): DocumentFault[] {
  const { attachment, isUsed } = site;
  const { resources, notResources, principals, notPrincipals, knowsConditions, sid, sidPlace, isCertain } = statement;
  const faults: DocumentFault[] = [];
  const named = isOfRepository(site) ? (placeOf(resources) ?? placeOf(notResources)) : undefined;
  if (named && isUsed && isCertain)
    faults.push({
      at: named,
      message: "The policy of an ECR repository takes no Resource: it is about its own repository",
      help: "Remove it",
    });
  if (attachment === "trust" && isUsed && resources.place)
    faults.push({
      at: resources.place,
      message: "A trust policy takes no Resource: it is about its own role",
      help: "Remove it",
    });
  // a dynamic block over an unknown value may yield none
  const [principal] = knowsConditions ? [...principals, ...notPrincipals] : [];
  if ((attachment === "identity" || attachment === "boundary") && isUsed && principal)
    faults.push({
      at: principal.identifier.place,
      message: "A policy on a role, user or group takes no Principal: it is about whoever has it",
      help: "Remove it; who may assume a role stands in assume_role_policy",
    });
  if (attachment !== "resource" && sid !== undefined && !/^[A-Za-z0-9]*$/.test(sid))
    faults.push({
      at: sidPlace,
      message: `The Sid "${sid}" holds more than letters and digits`,
      help: "IAM takes A-Z, a-z and 0-9 only",
      mend: /[A-Za-z0-9]/.test(sid) ? { from: sid, to: sid.replace(/[^A-Za-z0-9]/g, "") } : undefined,
    });
  return faults;
}
