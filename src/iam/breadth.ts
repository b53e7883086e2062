import { type IamAction, serviceResourceTypes } from "../aws/iam-actions.ts";
import { fullNameOf } from "../aws/iam-service.ts";
import { canBeNarrowed, isNetworkInterfaceAction, resourceSupport } from "../aws/resource-support.ts";
import { oncePer } from "../once-per.ts";
import type { Value } from "../terraform/index.ts";
import { type ActionPattern, actionPatterns } from "./action-pattern.ts";
import { arnParts, arnText } from "./arn-text.ts";
import type { Statement } from "./document.ts";
import { coversForm } from "./glob.ts";

/** What a statement's resource is too wide for; each has a rule of its own. */
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

/** The one element of a statement's Resource that reaches too far, and what for. */
export interface Breadth {
  readonly reach: Reach;
  readonly element: Value;
  /** The element's text, with marks for what is not known. */
  readonly text: string;
  /** The actions that it is too wide for, as they are written and as AWS has them. */
  readonly patterns: readonly ActionPattern[];
  readonly actions: readonly IamAction[];
  /** The other actions that could be limited as well, and those that cannot. */
  readonly others: readonly ActionPattern[];
  readonly needingStar: readonly ActionPattern[];
}

/** Actions with a rule of their own, the most dangerous first: that rule speaks for the whole statement. */
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

/** Models and the like that AWS provides, and what has no name beforehand, as parts of a launch: their kind is as far as one can go. */
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

/** The way in which an Allow statement's resources reach too far; undefined where they do not, or it is not known. */
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
  const covers = (action: IamAction) => coversKind(each.text, action);
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

/** Of what a pattern such as `ssm:Get*` stands for, only what the rule is about: its resources are the ones to name. */
function onlySpecial(breadth: Breadth): Breadth {
  const [, names] = SPECIAL.find(([reach]) => reach === breadth.reach) ?? [];
  return { ...breadth, actions: breadth.actions.filter((action) => names?.has(fullNameOf(action))) };
}

/** Whether an action can be limited to resources; of what a pattern stands for, whether most of it can. */
function isNarrowable({ kind, actions }: ActionPattern): boolean {
  const narrow = actions.filter((action) => canBeNarrowed(action) && !isNetworkInterfaceAction(action));
  return kind === "one" ? narrow.length > 0 : narrow.length > actions.length / 2;
}

/** What may be limited, and often is not worth it (tags, say), does not need the star. */
function surelyNeedsStar(action: IamAction): boolean {
  return needsStar(action) && resourceSupport(action) !== "optional";
}

function needsStar(action: IamAction): boolean {
  return !canBeNarrowed(action) || isNetworkInterfaceAction(action);
}

/**
 * Whether an ARN pattern covers every resource of a kind that the action works on, in whatever partition, region and
 * account: `arn:aws:s3:::*` does, `arn:aws:dynamodb:eu-west-1:111122223333:table/*` too, `…:table/orders-*` does not.
 */
function coversKind(text: string, action: IamAction): boolean {
  const [arn, , service, , , ...resource] = text.split(":");
  // what has no wildcard in its name is one resource, as a Glue catalog is
  if (arn !== "arn" || service === undefined || !/[*?]/.test(resource.join(":"))) return false;
  const anywhere = ["arn", "*", service, "*", "*", ...resource].join(":");
  const types = serviceResourceTypes(action.service);
  return action.resourceTypes.some(({ name }) =>
    (types.get(name)?.arns ?? []).some((form) => coversForm(anywhere, form)),
  );
}
