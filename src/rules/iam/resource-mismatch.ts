import { fullNameOf, type IamAction, serviceResourceTypes } from "../../aws/iam-actions.ts";
import { canBeNarrowed } from "../../aws/resource-support.ts";
import { grouped } from "../../grouped.ts";
import {
  arnText,
  canApply,
  endFor,
  grantsOf,
  isNameless,
  type Narrowing,
  narrowingFor,
  noAccount,
  noRegion,
  type SiteStatement,
  type Statement,
} from "../../iam/index.ts";
import { dependsOn, type Stack } from "../../lambda/index.ts";
import { type Module, type Resource, referredOfType, referredResources } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { isShared } from "../shared/edits/policies/shared-documents.ts";
import { addStrings, setStrings } from "../shared/edits/policies/strings.ts";
import { policyWith } from "../shared/policies/example-policy.ts";
import {
  isOfOtherService,
  isRefused,
  type MisplacedAction,
  misplacedActions,
  neededArn,
} from "../shared/policies/misplaced-actions.ts";
import { listed, ownResources, targetOf } from "../shared/policies/wide-statements.ts";
import { mayIncludeStreams } from "../shared/resources/log-group-arn.ts";

export default defineRule({
  summary: "An action can never apply to the resources that it is allowed on",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS Service Authorization Reference (2026-09); S3's error MalformedPolicy, Action does not apply to any resource(s) in statement (2026-11)",
  why: `An action applies to one kind of resource. Allowed on ARNs of another kind it grants nothing, and the call is denied the
first time: reading objects needs the bucket's ARN followed by /*, writing log lines needs that of a stream. The policy of a
bucket is refused.`,
  bad: policyWith('{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::orders" }'),
  good: policyWith('{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::orders/*" }'),
  check({ stack, asOf }) {
    return stack.policyStatements.flatMap((each) => {
      const alike = grouped(misplacedActions(each), ({ action }) => [`${canBeNarrowed(action)} ${neededArn(action)}`]);
      return [...alike.values()]
        .filter((actions) => !mayBeForStreams(each, actions, stack))
        .flatMap((actions) => findingFor(each, actions, stack, asOf));
    });
  },
});

/** Whether the ARNs of log groups to which logging is limited may be those of their streams. */
function mayBeForStreams(
  { site, statement }: SiteStatement,
  actions: readonly MisplacedAction[],
  stack: Stack,
): boolean {
  return (
    actions.every(({ action }) => action.service === "logs") &&
    statement.resources.values.some((value) => referredOfType(value, "aws_cloudwatch_log_group")) &&
    mayIncludeStreams(site.holder, stack)
  );
}

/** One finding for the actions of a statement that need the same resource. */
function findingFor(
  each: SiteStatement,
  actions: readonly MisplacedAction[],
  stack: Stack,
  asOf: string,
): RuleFinding[] {
  const [first] = actions;
  if (!first) return [];
  const { site, statement } = each;
  const common = {
    at: first.value.place,
    resource: site.holder.address,
    related: [{ at: statement.resources.place ?? statement.place, message: "the resources that it is allowed on" }],
  };
  if (isGrantedElsewhere(each, actions, asOf))
    return [
      {
        ...common,
        severity: "warning",
        message: `${listed(actions)} never ${actions.length === 1 ? "applies" : "apply"} to the resources of this statement, and another one allows it already`,
        help: "Remove the statement",
      },
    ];
  const isOne = actions.length === 1;
  const refused = isRefused(site.kind) ? ", so S3 refuses the policy" : "";
  if (isOfOtherService(each, actions))
    return [
      {
        ...common,
        message: `${listed(actions)} never ${isOne ? "applies" : "apply"} to the resources of this policy: ${isOne ? "it is an action" : "they are actions"} of another service${refused}`,
        help: "Name an action of the service that the policy's resource belongs to",
      },
    ];
  const odd = oddPart(statement, actions);
  const narrowing = narrowingFor(
    actions.map(({ action }) => action),
    site.holder.module,
    [...ownResources(site, stack), ...unnamed(statement, site.holder.module)],
  );
  const target = isOfOtherOwner(each) ? neededArn(first.action) : targetFor(statement, actions, narrowing);
  return [
    {
      ...common,
      severity: canBeNarrowed(first.action) ? "error" : "warning",
      message: `${listed(actions)} never ${isOne ? "applies" : "apply"} to the resources of this statement: ${odd?.said ?? `${isOne ? "it needs" : "they need"} ${neededArn(first.action)}`}${refused}`,
      help: odd?.help ?? `${verbOf(statement)} ${isOne ? "it" : "them"} on ${target}`,
      suggestions: odd || isOfOtherOwner(each) ? [] : suggestResources(each, actions, narrowing, stack),
    },
  ];
}

/** Whether a policy of a resource writes out what it is about, so that nothing here is known to be meant. */
function isOfOtherOwner({ site, statement }: SiteStatement): boolean {
  return (
    site.attachment === "resource" && statement.resources.values.every((value) => referredResources(value).length === 0)
  );
}

function verbOf({ effect }: Statement): string {
  return effect === "Deny" ? "Deny" : "Allow";
}

/** The likely resources, in place of the present ones if no other action works on these. */
function suggestResources(
  { site, statement }: SiteStatement,
  actions: readonly MisplacedAction[],
  narrowing: Narrowing,
  stack: Stack,
): readonly Fix[] {
  const meant = narrowing.isUnambiguous ? narrowing.expressions : [];
  const isCycle = narrowing.resources.some((resource) => dependsOn(resource, site.holder) !== "no");
  const targets = meant.length > 0 && !isCycle ? meant : withEnd(statement, actions);
  const isForAll = statement.actions.values.length === actions.length;
  if (targets.length === 0 || (site.document && isShared(site.document, stack))) return [];
  const edit = isForAll ? setStrings(statement, "resources", targets) : addStrings(statement, "resources", targets);
  return suggestionOf(`${verbOf(statement)} ${listed(actions)} on ${targets.join(", ")}`, edit);
}

/** The present resources with the suffix that they lack; empty if one is neither a text nor a reference. */
function withEnd(statement: Statement, actions: readonly MisplacedAction[]): readonly string[] {
  const end = missingEnd(statement.resources.values.map(arnText), actions);
  if (end === undefined) return [];
  const texts = statement.resources.values.map(({ place }) => {
    const written = place.file.slice(place);
    if (/^[a-z]\w*(?:\.[\w-]+|\[[^\]]*\])+$/.test(written)) return `"\${${written}}${end}"`;
    const inside = /^"?([^"\n]+?)"?$/.exec(written)?.[1];
    return inside === undefined ? undefined : `"${inside}${end}"`;
  });
  const known = texts.filter((text) => text !== undefined);
  return known.length === texts.length ? known : [];
}

/** Resources that a statement does not name although it names others of their type: these are not meant. */
function unnamed({ resources }: Statement, module: Module): readonly Resource[] {
  const named = new Set(resources.values.flatMap(referredResources));
  const types = new Set(Array.from(named, ({ type }) => type));
  return module.resources.filter((resource) => types.has(resource.type) && !named.has(resource));
}

/** If no resource of the module fits, the present ones may only lack their suffix. */
function targetFor(statement: Statement, actions: readonly MisplacedAction[], narrowing: Narrowing): string {
  const texts = statement.resources.values.map(arnText);
  const end = missingEnd(texts, actions);
  if (narrowing.expressions.length > 0 || end === undefined) return targetOf(narrowing);
  return `${texts.length === 1 ? "the resource" : "each resource"} with ${end} after it`;
}

/** The suffix with which a statement's resources become ones that its actions work on. */
function missingEnd(texts: readonly string[], actions: readonly MisplacedAction[]): string | undefined {
  // a secret's name is followed by six letters or digits
  const ends = texts.every(isNameless) ? ["-??????"] : actions.flatMap(({ action }) => endsFor(action, texts));
  return ends.find((suffix) =>
    texts.every((text) => !isNameless(`${text}${suffix}`) && canAllApply(actions, `${text}${suffix}`)),
  );
}

/** What the formats of an action's resources have after what the resources of a statement are. */
function endsFor({ service, resourceTypes }: IamAction, texts: readonly string[]): readonly string[] {
  const types = serviceResourceTypes(service);
  const forms = resourceTypes.flatMap(({ name }) => types.get(name)?.arns ?? []);
  return forms.flatMap((form) => texts.slice(0, 1).flatMap((text) => endFor(form, text) ?? []));
}

/** Whether each of the actions, or one that its wildcard matches, works on a resource. */
function canAllApply(patterns: readonly MisplacedAction[], text: string): boolean {
  return patterns.every(({ actions }) => actions.some((action) => canApply(action, text)));
}

/** Parts of an ARN before its resource that may be missing or superfluous, and how to describe that. */
const PARTS: readonly (readonly [places: readonly number[], missing: string, spare: string])[] = [
  [[4], "no account", "an account, which this kind does not have"],
  [[3], "no region", "a region, which this kind does not have"],
  [[3, 4], "neither a region nor an account", "a region and an account, which this kind does not have"],
];

/** Stands for a missing account, which has 12 digits, or region. */
const ANY_PART = "000000000000";

/** What the ARNs of a statement lack or have in excess, if only that keeps its actions from working on them. */
function oddPart({ resources }: Statement, actions: readonly MisplacedAction[]) {
  const [account, ...others] = new Set(resources.values.map((value) => noAccount(arnText(value))));
  if (account !== undefined && others.length === 0)
    return { help: "Write the account's id", said: `"${account}" is not an account id, which has 12 digits` };
  const [region, ...more] = new Set(resources.values.map((value) => noRegion(arnText(value))));
  if (region !== undefined && more.length === 0)
    return { help: "Write the region, such as eu-west-1", said: `"${region}" is not a region` };
  const arns = resources.values.map((value) => arnText(value).split(":"));
  const works = (places: readonly number[], isSpare: boolean) =>
    arns.every((arn) => {
      const changed = arn.map((part, index) => (places.includes(index) ? (isSpare ? "" : ANY_PART) : part)).join(":");
      const isOdd = places.every((index) => (arn[index] === "") !== isSpare);
      return isOdd && !isNameless(changed) && canAllApply(actions, changed);
    });
  for (const [places, missing, spare] of PARTS)
    for (const isSpare of [false, true])
      if (works(places, isSpare)) {
        const said = `${arns.length === 1 ? "the ARN names" : "the ARNs name"} ${isSpare ? spare : missing}`;
        return { help: isSpare ? "Leave it empty, but keep the colons" : undefined, said };
      }
  return undefined;
}

/** Whether every role with the statement may do by another one what is meant here. */
function isGrantedElsewhere(
  { site, statement }: SiteStatement,
  actions: readonly MisplacedAction[],
  asOf: string,
): boolean {
  const texts = statement.resources.values.map(arnText);
  const end = missingEnd(texts, actions);
  if (end === undefined || site.roles.length === 0) return false;
  const meant = actions.flatMap(({ action }) =>
    texts.map((text) => ({ name: fullNameOf(action), arn: `${text}${end}` })),
  );
  return site.roles.every((role) =>
    meant.every(({ name, arn }) => grantsOf(role, name, arn, asOf).some(({ isConditional }) => !isConditional)),
  );
}
