import { type IamAction, serviceResourceTypes } from "../aws/iam-actions.ts";
import { fullNameOf } from "../aws/iam-service.ts";
import { canBeNarrowed, isNetworkInterfaceAction, resourceSupport } from "../aws/resource-support.ts";
import { oncePer } from "../once-per.ts";
import type { Value } from "../terraform/index.ts";
import { type ActionPattern, actionPatterns } from "./action-pattern.ts";
import { canApply } from "./applicable.ts";
import { arnParts, arnText } from "./arn-text.ts";
import { coversForm } from "./glob.ts";
import type { Statement } from "./statement.ts";

/** What kind of access a statement's resource makes too wide; each has its own rule. */
export type Reach =
  | "pass-role"
  | "assume-role"
  | "secrets"
  | "decrypt"
  | "data"
  | "logs"
  | "mixed"
  | "everything"
  | "whole-kind";

/** The element of a statement's Resource that is too wide, and for what. */
export interface Breadth {
  readonly reach: Reach;
  readonly element: Value;
  /** The element's text, with marks for its unknown parts. */
  readonly text: string;
  /** The actions that it is too wide for, as written and as AWS defines them. */
  readonly patterns: readonly ActionPattern[];
  readonly actions: readonly IamAction[];
  /** The other actions that could also be limited, and those that cannot. */
  readonly others: readonly ActionPattern[];
  readonly needingStar: readonly ActionPattern[];
}

/** Actions with their own rule, the most dangerous first: that rule reports the whole statement. */
const SPECIAL: readonly (readonly [Reach, ReadonlySet<string>])[] = [
  ["pass-role", new Set(["iam:PassRole"])],
  ["assume-role", new Set(["sts:AssumeRole"])],
  [
    "secrets",
    new Set([
      "secretsmanager:GetSecretValue",
      "ssm:GetParameter",
      "ssm:GetParameters",
      "ssm:GetParametersByPath",
      "ssm:GetParameterHistory",
    ]),
  ],
  ["decrypt", new Set(["kms:Decrypt"])],
];

const DATA_ACTIONS: ReadonlySet<string> = new Set([
  "s3:GetObject",
  "s3:GetObjectVersion",
  "s3:PutObject",
  "s3:DeleteObject",
  "s3:DeleteObjectVersion",
  ..."GetItem BatchGetItem Query Scan PutItem UpdateItem DeleteItem BatchWriteItem PartiQLSelect PartiQLInsert PartiQLUpdate PartiQLDelete"
    .split(" ")
    .map((name) => `dynamodb:${name}`),
]);

const LOG_ACTIONS: ReadonlySet<string> = new Set([
  "logs:CreateLogGroup",
  "logs:CreateLogStream",
  "logs:PutLogEvents",
  "logs:DescribeLogStreams",
]);

/**
 * Models and the like that AWS provides, and resources without a name beforehand, such as those of a launch: a wildcard
 * for the name cannot be avoided.
 */
const KINDS_NAMED_AS_A_WHOLE: ReadonlySet<string> = new Set([
  ...["foundation-model", "inference-profile", "system-tool"].map((kind) => `bedrock:${kind}`),
  ...[
    "image",
    "key-pair",
    "launch-template",
    "network-interface",
    "security-group",
    "snapshot",
    "subnet",
    "volume",
  ].map((kind) => `ec2:${kind}`),
  "route53:change",
]);

function isNamedAsAWhole(arn: string): boolean {
  const { service, resource = "" } = arnParts(arn) ?? {};
  const [kind, ...name] = resource.split("/");
  return name.length > 0 && KINDS_NAMED_AS_A_WHOLE.has(`${service}:${kind}`);
}

/** How an Allow statement's resources are too wide; undefined if they are not, or that is not known. */
export const breadthOf = oncePer((statement: Statement): Breadth | undefined => {
  if (statement.effect !== "Allow" || statement.notResources.place) return undefined;
  const patterns = actionPatterns(statement);
  if (patterns.some(({ kind }) => kind === "every")) return undefined;
  const elements = statement.resources.values.map((element) => ({ element, text: arnText(element) }));
  const star = elements.find(({ text }) => /^\*+$/.test(text));
  if (star) return breadthOfStar(star, patterns);
  for (const each of elements) {
    const found = breadthOfArn(each, patterns);
    if (found) return found;
  }
  return undefined;
});

interface Element {
  readonly element: Value;
  readonly text: string;
}

/** Who sets how text messages are sent sends some: they go to phone numbers, which are on no topic. */
function isOfPhones({ service, name }: IamAction): boolean {
  return service === "sns" && /SMS|PhoneNumber/.test(name);
}

function isPublish({ actions }: ActionPattern): boolean {
  return actions.every((action) => fullNameOf(action) === "sns:Publish");
}

function breadthOfStar(star: Element, patterns: readonly ActionPattern[]): Breadth | undefined {
  const sendsToPhones = patterns.some(({ actions }) => actions.length > 0 && actions.every(isOfPhones));
  const narrowable = patterns.filter((pattern) => isNarrowable(pattern) && !(sendsToPhones && isPublish(pattern)));
  const needingStar = patterns.filter((pattern) => pattern.kind === "one" && pattern.actions.some(surelyNeedsStar));
  const make = (reach: Reach, own: readonly ActionPattern[]): Breadth => ({
    ...star,
    reach,
    patterns: own,
    actions: own.flatMap(({ actions }) => actions).filter(canBeNarrowed),
    others: narrowable.filter((pattern) => !own.includes(pattern)),
    needingStar,
  });
  const special = specialReach(patterns, () => true);
  if (special) return onlySpecial(make(...special));
  const isLog = ({ actions }: ActionPattern) => actions.every((action) => LOG_ACTIONS.has(fullNameOf(action)));
  const apart = narrowable.filter((pattern) => !isLog(pattern));
  if (apart.length === 0) return narrowable.length === 0 ? undefined : make("logs", narrowable);
  return make(needingStar.length > 0 ? "mixed" : "everything", apart);
}

function breadthOfArn(each: Element, patterns: readonly ActionPattern[]): Breadth | undefined {
  // what lacks a region or an account, as in arn:aws:sqs:::*, covers nothing
  const covers = (action: IamAction) => coversKind(each.text, action) && canApply(action, each.text);
  const covered = patterns.filter((pattern) => pattern.kind !== "service" && pattern.actions.some(covers));
  const make = (reach: Reach, own: readonly ActionPattern[]): Breadth => ({
    ...each,
    reach,
    patterns: own,
    actions: own.flatMap(({ actions }) => actions).filter(covers),
    others: covered.filter((pattern) => !own.includes(pattern)),
    needingStar: [],
  });
  const special = specialReach(covered, covers);
  if (special) return onlySpecial(make(...special));
  const data = covered.filter(({ actions }) => actions.some((a) => DATA_ACTIONS.has(fullNameOf(a)) && covers(a)));
  if (data.length > 0) return make("data", data);
  const isLog = ({ actions }: ActionPattern) => actions.every((action) => LOG_ACTIONS.has(fullNameOf(action)));
  if (covered.length > 0 && covered.every(isLog)) return make("logs", covered);
  const ofKind = covered.filter(({ actions }) => actions.some((action) => covers(action) && !needsStar(action)));
  return ofKind.length === 0 || isNamedAsAWhole(each.text) ? undefined : make("whole-kind", ofKind);
}

function specialReach(
  patterns: readonly ActionPattern[],
  applies: (action: IamAction) => boolean,
): [Reach, readonly ActionPattern[]] | undefined {
  for (const [reach, names] of SPECIAL) {
    const own = patterns.filter(
      ({ kind, actions }) => kind !== "service" && actions.some((a) => names.has(fullNameOf(a)) && applies(a)),
    );
    if (own.length > 0) return [reach, own];
  }
  return undefined;
}

/** Reduces a pattern such as `ssm:Get*` to the actions that the rule is about: their resources are the ones to name. */
function onlySpecial(breadth: Breadth): Breadth {
  const [, names] = SPECIAL.find(([reach]) => reach === breadth.reach) ?? [];
  return { ...breadth, actions: breadth.actions.filter((action) => names?.has(fullNameOf(action))) };
}

/** Whether an action can be limited to resources; for a pattern, whether most of its actions can. */
function isNarrowable({ kind, actions }: ActionPattern): boolean {
  const narrow = actions.filter((action) => canBeNarrowed(action) && !isNetworkInterfaceAction(action));
  return kind === "one" ? narrow.length > 0 : narrow.length > actions.length / 2;
}

/**
 * Whether an action needs the star. If it may be limited, even where that is often not worth it (tags, say), it does
 * not.
 */
function surelyNeedsStar(action: IamAction): boolean {
  return needsStar(action) && resourceSupport(action) !== "optional";
}

function needsStar(action: IamAction): boolean {
  return !canBeNarrowed(action) || isNetworkInterfaceAction(action);
}

/**
 * Whether an ARN pattern covers every resource of one of the action's types, in some partition, region and account:
 * `arn:aws:s3:::*` and `arn:aws:dynamodb:eu-west-1:111122223333:table/*` do, `…:table/orders-*` does not.
 */
function coversKind(text: string, action: IamAction): boolean {
  const [arn, , service, , , ...resource] = text.split(":");
  // an ARN without a wildcard in its name is a single resource, such as a Glue catalog
  if (arn !== "arn" || service === undefined || !/[*?]/.test(resource.join(":"))) return false;
  const anywhere = ["arn", "*", service, "*", "*", ...resource].join(":");
  const types = serviceResourceTypes(action.service);
  return action.resourceTypes.some(({ name }) =>
    (types.get(name)?.arns ?? []).some((form) => coversForm(anywhere, form)),
  );
}
