import { meantPrincipal } from "../aws/service-principals.ts";
import { partPlace, stringOf, type Value } from "../terraform/index.ts";
import { arnParts, arnText } from "./arn-text.ts";
import type { DocumentFault, Fault } from "./document-fault.ts";
import type { PolicySite } from "./policy-sites.ts";
import type { Statement } from "./statement.ts";

/** Principals that AWS does not accept: a star within an ARN, an ARN without an account, a name without its kind. */
export function principalFaults(
  { principals, notPrincipals, place }: Statement,
  { attachment, kind }: PolicySite,
): DocumentFault[] {
  // IAM does not validate the policies of endpoints
  if (kind === "vpc-endpoint") return [];
  return [...principals, ...notPrincipals].flatMap(({ type, identifier }) => {
    const text = stringOf(identifier);
    const reason =
      refusedType(type) ??
      (type === "AWS" ? noPrincipal(identifier) : undefined) ??
      (text === undefined || text === "*" ? undefined : refusal(type, text)) ??
      (type === "Service" && attachment === "trust" ? misspelt(text) : undefined);
    const at = identifier.via ? partPlace(place, identifier.place) : identifier.place;
    return reason ? [{ at, value: identifier, ...reason }] : [];
  });
}

/** Principals that are no account, role or user: the ARN or the name of something else. */
function noPrincipal(identifier: Value): Fault | undefined {
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
function refusedType(type: string): Fault | undefined {
  const meant = PRINCIPAL_TYPES.find((one) => one !== type && one.toLowerCase() === type.toLowerCase());
  return meant === undefined
    ? undefined
    : {
        message: `A Principal is of the kind ${meant}, and "${type}" is none`,
        help: `Write ${meant} in place of ${type}`,
      };
}

/**
 * A service that does not exist, in a trust policy: IAM refuses it as an invalid principal (hashicorp/terraform, issue
 * 35086, 2024-04).
 */
function misspelt(text = ""): Fault | undefined {
  const meant = meantPrincipal(text);
  return meant === undefined
    ? undefined
    : {
        message: `AWS has no service "${text}"`,
        help: `Did you mean ${meant}?`,
        mend: { from: text, to: meant },
      };
}

function refusal(type: string, text: string): Fault | undefined {
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
  if (/^arn:[^:]*::/.test(text))
    return {
      message: `The Principal "${text}" names no service`,
      help: "Write it as arn:aws:iam::<account>:…, with two colons only after the service",
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
