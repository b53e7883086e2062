import { didYouMean } from "../aws/did-you-mean.ts";
import {
  jsonTextFault,
  knownPrefix,
  type Place,
  partPlace,
  type Resource,
  stringOf,
  type Value,
} from "../terraform/index.ts";
import { isOfPermissions } from "./action-pattern.ts";
import { arnParts, arnText } from "./arn-text.ts";
import { baseOperator } from "./condition.ts";
import { CONDITION_OPERATORS } from "./condition-operators.ts";
import { type PolicyDocument, type Statement, type Strings, statementElements } from "./document.ts";
import { noArn } from "./no-arn.ts";
import type { PolicySite } from "./policy-sites.ts";

/** A reason why AWS refuses a policy document. */
export interface DocumentFault {
  readonly at: Place;
  readonly message: string;
  readonly help: string;
  /** The value that is wrong, if it is a single one. */
  readonly value?: Value;
  /** The correction at that place, where it is certain. */
  readonly mend?: Mend | undefined;
}

/** A text that occurs once there, and its replacement, which is empty for a surplus comma. */
interface Mend {
  readonly from: string;
  readonly to: string;
}

const DOCUMENT_KEYS = ["Version", "Id", "Statement"];
const STATEMENT_KEYS = [
  ...["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction"],
  ...["Resource", "NotResource", "Condition"],
];

/** What AWS certainly refuses in a policy document. */
export function documentFaults(site: PolicySite): readonly DocumentFault[] {
  const { value, document } = site;
  if (value && !document) return unreadable(value);
  if (!document) return [];
  const shape = [
    ...strayComma(document),
    ...bareArns(document),
    ...(document.content ? shapeFaults(document.content) : []),
  ];
  const statements = document.statements.flatMap((statement) => [
    // an element whose name is misspelt is also missing under its right name: that counts as one fault
    ...(shape.length === 0 && !isAstray(statement, site) ? missingElements(statement, site) : []),
    ...doubledElements(statement),
    ...(isAstray(statement, site) ? [] : misplacedElements(statement, site)),
    ...strayResources(statement, site),
    ...refusedPrincipals(statement, site),
    ...unknownOperators(statement),
  ]);
  return [...shape, ...statements, ...duplicateSids(site, document.statements)];
}

/**
 * Whether a statement of an identity policy is in a trust policy: only that is reported, as all else follows from it.
 */
function isAstray(statement: Statement, { attachment, isUsed }: PolicySite): boolean {
  return attachment === "trust" && isUsed && isOfPermissions(statement);
}

function unreadable(value: Value): DocumentFault[] {
  if (value.kind === "json" && isJson(value.content))
    return [
      {
        at: value.place,
        message: "The policy is JSON within JSON: what jsonencode is given is a text already",
        help: "Remove jsonencode from around it",
      },
    ];
  if (value.kind === "json")
    return value.content.kind === "list" || value.content.kind === "known"
      ? [
          {
            at: value.place,
            message: "A policy is an object with Version and Statement",
            help: "Write { Version = …, Statement = [ … ] }",
          },
        ]
      : [];
  const fault = jsonTextFault(value);
  if (!fault) return [];
  const isBegun = /^\s*\{/.test(knownPrefix(value));
  return [
    {
      at: isBegun ? fault.place : value.place,
      message: `The policy is not valid JSON${isBegun ? `: ${fault.reason}` : ""}`,
      help: "Write it with jsonencode or as an aws_iam_policy_document, which avoids this",
    },
  ];
}

/** Whether a value that is passed to jsonencode is already JSON. */
function isJson(content: Value): boolean {
  if (content.kind === "json") return true;
  if (content.via?.resource.type === "aws_iam_policy_document")
    return /^(?:minified_)?json$/.test(String(content.via.path));
  return stringOf(content)?.trimStart().startsWith("{") === true;
}

function strayComma({ strayComma: at }: PolicyDocument): DocumentFault[] {
  if (!at) return [];
  return [
    {
      at,
      message: "The policy is not valid JSON: nothing follows this comma",
      help: "Remove the comma, or write the policy with jsonencode, which avoids this",
      mend: { from: ",", to: "" },
    },
  ];
}

function bareArns({ bareArns: found }: PolicyDocument): DocumentFault[] {
  return found.map(({ at, value }) => ({
    at,
    message: `The policy is not valid JSON: the ${value.via?.path[0]} of ${value.via?.resource} is put in without quotes`,
    help: "Put quotes around it, or write the policy with jsonencode, which avoids this",
  }));
}

function shapeFaults(content: Value): DocumentFault[] {
  if (content.kind !== "object") return [];
  const version = content.entries.get("Version");
  const text = version && stringOf(version);
  const statement = content.entries.get("Statement");
  const faults = unknownKeys(content, DOCUMENT_KEYS, "a policy");
  if (version && text !== undefined && text !== "2012-10-17" && text !== "2008-10-17")
    faults.push({
      at: version.place,
      message: `"${text}" is not a version of the policy language`,
      help: 'Write Version = "2012-10-17"',
      mend: { from: text, to: "2012-10-17" },
    });
  if (!statement && !content.open && faults.length === 0)
    faults.push({ at: content.place, message: "The policy has no Statement", help: "Add Statement = [ … ]" });
  const elements = statement ? statementElements(statement).elements : [];
  return [...faults, ...elements.flatMap(({ value }) => (value.kind === "object" ? objectFaults(value) : []))];
}

function objectFaults(statement: Extract<Value, { kind: "object" }>): DocumentFault[] {
  const effect = statement.entries.get("Effect");
  const text = effect && stringOf(effect);
  const faults = unknownKeys(statement, STATEMENT_KEYS, "a statement");
  if (!effect && !statement.open)
    faults.push({
      at: statement.place,
      message: "The statement has no Effect",
      help: 'Add Effect = "Allow" or "Deny"',
    });
  if (effect && text !== undefined && text !== "Allow" && text !== "Deny")
    faults.push({
      at: effect.place,
      message: `"${text}" is no Effect`,
      help: 'Write "Allow" or "Deny", with a capital',
      mend: mendWord(text, ["Allow", "Deny"]),
    });
  return faults;
}

function unknownKeys(
  value: Extract<Value, { kind: "object" }>,
  known: readonly string[],
  what: string,
): DocumentFault[] {
  return [...value.entries].flatMap(([key, entry]) => {
    if (known.includes(key) || entry.kind === "null") return [];
    const meant = didYouMean(key, known);
    return [
      {
        at: value.keyPlaces?.get(key) ?? entry.place,
        message: `${what.charAt(0).toUpperCase()}${what.slice(1)} has no element ${key}`,
        help: meant ? `Did you mean ${meant}?` : `Its elements are ${known.join(", ")}`,
        mend: meant && value.keyPlaces?.has(key) ? { from: key, to: meant } : undefined,
      },
    ];
  });
}

/** Corrects a word that is wrong only in its case. */
function mendWord(word: string, known: readonly string[]): Mend | undefined {
  const to = known.find((one) => one.toLowerCase() === word.toLowerCase());
  return to === undefined ? undefined : { from: word, to };
}

function missingElements(statement: Statement, { attachment, isUsed }: PolicySite): DocumentFault[] {
  const { actions, notActions, resources, notResources, principals, notPrincipals, place } = statement;
  const isOnPrincipal = attachment === "identity" || attachment === "boundary";
  const isMissing = (one: Strings, other: Strings) => !one.place && !other.place && one.isComplete && other.isComplete;
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

/** An element together with its opposite: AWS accepts only one of the two. */
function doubledElements(statement: Statement): DocumentFault[] {
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

/**
 * arn, partition, service, region, account and resource (AWS IAM user guide, Identify AWS resources with ARNs,
 * 2026-11).
 */
const ARN_PARTS = 6;

/** Resources that are not ARNs: names, ARNs that lack a colon, references in quotes. */
function strayResources(statement: Statement, { attachment, kind, holder }: PolicySite): DocumentFault[] {
  const { resources, notResources, isCertain } = statement;
  // a condition most likely tests whether there is an ARN; an empty default means that none was given
  const isJudged = attachment === "identity" || attachment === "boundary" || kind === "bucket";
  if (!isCertain || !isJudged) return [];
  return [resources, notResources].flatMap(({ values, place }) =>
    values.flatMap((value) => {
      // the argument of another resource is where the text is written, but the reference to it is what is wrong here
      const at = value.via && place ? partPlace(place, value.place) : value.place;
      const fault = nameForArn(value, holder) ?? strayText(value);
      return fault ? [{ at, value, ...fault }] : [];
    }),
  );
}

/** A reference to a resource, alone or at the start of a text, by an attribute that is not its ARN. */
function nameForArn(value: Value, { module }: Resource): Omit<DocumentFault, "at"> | undefined {
  const begin = beginOf(value);
  const named = noArn(value) ?? (begin && noArn(begin));
  const attribute = String(named?.path[0]);
  // it may hold an ARN, if not that of the resource itself; and the id of an alias' data source is its ARN
  if (!named || /(?:^|_)arn$/.test(attribute) || (named.resource.mode === "data" && attribute === "id"))
    return undefined;
  return {
    message: `A resource of a policy is an ARN, and this ${begin ? "begins with" : "is"} the ${attribute} of ${named.resource}`,
    help: named.resource.module === module ? `Use ${named.resource}.arn in its place` : "Use the ARN in its place",
    mend: {
      from: `${named.resource.type}.${named.resource.name}.${attribute}`,
      to: `${named.resource.type}.${named.resource.name}.arn`,
    },
  };
}

/** The value at the start of a text, unless the text starts with a literal. */
function beginOf(value: Value): Value | undefined {
  if (value.kind !== "known" && value.kind !== "template") return undefined;
  const first = value.written?.pieces[0] ?? (value.kind === "template" ? value.parts[0] : undefined);
  return typeof first === "string" ? undefined : first;
}

function strayText(value: Value): Omit<DocumentFault, "at"> | undefined {
  const text = stringOf(value);
  if (!text || /^\$\{/.test(text)) return undefined;
  // a final star may match the missing parts
  if (text.startsWith("arn:") && text.split(":").length < ARN_PARTS && !/:\*?$/.test(text))
    return {
      message: `The resource "${text}" has fewer parts than an ARN`,
      help: "Write arn:<partition>:<service>:<region>:<account>:<resource>; region and account may be empty, their colons stay",
    };
  if (isArnBegun(text)) return strayPartition(text);
  return {
    message: `The resource "${text}" is neither an ARN nor "*"`,
    help: /^(?:data\.)?[a-z0-9]+_\w+\.[\w.]+$/.test(text)
      ? "Write the reference without quotes"
      : "Write the ARN of what the statement is about",
  };
}

/** IAM knows the partitions by name; all names begin alike (AWS General Reference, ARN format, 2026-11). */
function strayPartition(text: string): Omit<DocumentFault, "at"> | undefined {
  const [, partition = "", ...rest] = text.split(":");
  if (rest.length === 0 || /^aws(?:-[a-z]+)*$|[*?$]/.test(partition)) return undefined;
  return {
    message: `The resource "${text}" names ${partition === "" ? "no partition" : `"${partition}" as its partition, which is none`}`,
    help: "Write aws there, or the partition of the data source aws_partition",
  };
}

/** Whether the text before the first star may be the start of an ARN. */
function isArnBegun(text: string): boolean {
  const [begin = ""] = text.split(/[*?]/);
  return begin.startsWith("arn:") || (begin !== text && "arn:".startsWith(begin));
}

function misplacedElements(statement: Statement, { attachment, isUsed }: PolicySite): DocumentFault[] {
  const { resources, principals, notPrincipals, knowsConditions, sid, sidPlace } = statement;
  const faults: DocumentFault[] = [];
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

/** Principals that AWS does not accept: a star within an ARN, an ARN without an account, a name without its kind. */
function refusedPrincipals({ principals, notPrincipals, place }: Statement, { kind }: PolicySite): DocumentFault[] {
  // IAM does not validate the policies of endpoints
  if (kind === "vpc-endpoint") return [];
  return [...principals, ...notPrincipals].flatMap(({ type, identifier }) => {
    const text = stringOf(identifier);
    const reason =
      refusedType(type) ??
      (type === "AWS" ? noPrincipal(identifier) : undefined) ??
      (text === undefined || text === "*" ? undefined : refusal(type, text));
    const at = identifier.via ? partPlace(place, identifier.place) : identifier.place;
    return reason ? [{ at, value: identifier, ...reason }] : [];
  });
}

/** Principals that are no account, role or user: the ARN or the name of something else. */
function noPrincipal(identifier: Value): Omit<DocumentFault, "at"> | undefined {
  const help = "Name the ARN of a role, a user or an account: of a function that of its role";
  const { service = "", resource = "" } = arnParts(arnText(identifier)) ?? {};
  const isIdentity =
    /^(?:iam|sts)$|[^a-z0-9-]|^$/.test(service) && !/^(?:policy|group|instance-profile)\//.test(resource);
  const { resource: named, path = [] } = identifier.via ?? {};
  if (!isIdentity)
    return { message: `A Principal is an account, a role or a user, and ${named ?? "this"} is none`, help };
  const isName = path.length === 1 && /^(?:name|id)$/.test(String(path[0]));
  if (!named || !isName || !/^aws_iam_(?:role|user)$/.test(named.type)) return undefined;
  return {
    message: `A Principal is named by its ARN, and this is the ${path[0] === "id" ? "name" : path[0]} of ${named}`,
    help: `Use ${named}.arn`,
  };
}

const PRINCIPAL_TYPES = ["AWS", "Service", "Federated", "CanonicalUser"];

/**
 * A kind of principal in the wrong case: AWS refuses "service" (hashicorp/terraform-provider-aws, issue 13148,
 * 2020-05).
 */
function refusedType(type: string): Omit<DocumentFault, "at"> | undefined {
  const meant = PRINCIPAL_TYPES.find((one) => one !== type && one.toLowerCase() === type.toLowerCase());
  return meant === undefined
    ? undefined
    : {
        message: `A Principal is of the kind ${meant}, and "${type}" is none`,
        help: `Write ${meant} in place of ${type}`,
      };
}

function refusal(type: string, text: string): Omit<DocumentFault, "at"> | undefined {
  if (type === "*")
    return {
      message: `A Principal is "*" or says of what kind it is, and "${text}" does not`,
      help: `Write it as { AWS = "${text}" } or { Service = "${text}" }`,
    };
  if (type === "Service" && !text.includes("."))
    return {
      message: `A service is named by its address, and "${text}" is none`,
      help: `Write one such as "${text.toLowerCase()}.amazonaws.com"`,
    };
  if (type !== "AWS") return undefined;
  if (!text.startsWith("arn:"))
    return isPrincipalId(text)
      ? undefined
      : {
          message: `A Principal is an ARN, the id of an account or "*", and "${text}" is none of these`,
          help: "Name the ARN of a role, a user or an account",
        };
  if (/[*?]/.test(text))
    return {
      message: `The Principal "${text}" has a wildcard in it, and AWS takes none in a Principal's ARN`,
      help: 'Name each principal, or use "*" with a condition ArnLike on aws:PrincipalArn',
    };
  if (/^arn:[^:]*:(?:iam|sts):/.test(text) && !/^arn:[^:]*:(?:iam|sts)::[^:]+:/.test(text))
    return {
      message: `The Principal "${text}" names no account`,
      help: "Put the account's id in: arn:aws:iam::<account>:root",
    };
  return undefined;
}

/**
 * Whether a text is an account, or the id of a role or user, which IAM puts in place of a deleted principal's ARN (IAM
 * user guide, IAM identifiers, 2026-11).
 */
function isPrincipalId(text: string): boolean {
  return /^\d{12}$|^A[A-Z0-9]{15,}$/.test(text);
}

function unknownOperators({ conditions }: Statement): DocumentFault[] {
  return conditions.flatMap(({ operator, operatorPlace }) => {
    // IAM user guide, IAM JSON policy elements: Condition operators, …IfExists (2026-11)
    if (/^(?:for\w+:)?nullifexists$/i.test(operator))
      return [
        {
          at: operatorPlace,
          message: "Null asks whether a key exists, and takes no IfExists",
          help: "Write Null",
          mend: { from: operator, to: operator.slice(0, -"IfExists".length) },
        },
      ];
    if (operator === "" || CONDITION_OPERATORS.has(baseOperator(operator))) return [];
    const meant = didYouMean(baseOperator(operator), CONDITION_OPERATORS.keys());
    return [
      {
        at: operatorPlace,
        message: `${operator} is not an operator of conditions`,
        help: meant
          ? `Did you mean ${CONDITION_OPERATORS.get(meant)}?`
          : "Use one such as StringEquals, StringLike or ArnLike",
        mend:
          !meant || /:|IfExists$/i.test(operator)
            ? undefined
            : { from: operator, to: CONDITION_OPERATORS.get(meant) ?? meant },
      },
    ];
  });
}

function duplicateSids({ attachment, document }: PolicySite, statements: readonly Statement[]): DocumentFault[] {
  // a document with source documents replaces statements of the same Sid
  if (attachment === "resource" || (document?.sources.length ?? 0) > 1) return [];
  const seen = new Set<string>();
  return statements.flatMap(({ sid, sidPlace, isCertain }) => {
    // of two statements that depend on a condition, there may only ever be one
    if (sid === undefined || sid === "" || !isCertain) return [];
    if (!seen.has(sid)) {
      seen.add(sid);
      return [];
    }
    return [
      { at: sidPlace, message: `Two statements have the Sid "${sid}"`, help: "Give each a Sid of its own, or none" },
    ];
  });
}
