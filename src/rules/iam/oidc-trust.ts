import {
  admittedValues,
  baseOperator,
  type Condition,
  type PlainCondition,
  plainCondition,
  type Statement,
} from "../../iam/index.ts";
import { isOfStandIn, referredOfType, stringOf, type Value } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

/** Identity providers that anyone can use: their tokens mean nothing unless the subject is checked. */
const SHARED_PROVIDERS = ["token.actions.githubusercontent.com", "gitlab.com", "app.terraform.io", "oidc.circleci.com"];

/** Providers whose users may be anyone, and the claim for the application that a token is for. */
const SIGN_INS: Readonly<Record<string, string>> = {
  "cognito-identity.amazonaws.com": "aud",
  "accounts.google.com": "aud",
  "graph.facebook.com": "app_id",
  "www.amazon.com": "app_id",
};

/** Claims that anyone's repository may set to any value, in subjects customized to begin with them. */
const FREE_CLAIM = /^(?:workflow|environment|ref|context|head_ref|base_ref):/;

/** The text around the owner's name in a subject. */
const OWNERS: ReadonlyMap<string, readonly [before: string, after: string]> = new Map(
  Object.entries<readonly [before: string, after: string]>({
    "token.actions.githubusercontent.com": ["repo:", "/"],
    "gitlab.com": ["project_path:", "/"],
    "app.terraform.io": ["organization:", ":"],
    "oidc.circleci.com": ["org/", "/"],
  }),
);

const example = (condition: string) => `resource "aws_iam_role" "deploy" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
      Condition = {
        StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }
${condition}      }
    }]
  })
}`;

export default defineRule({
  summary: "Other people's repositories may assume a role through an identity provider",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_AWS_358"] },
  source:
    "AWS IAM user guide, Configuring a role for GitHub OIDC identity provider (2026-11); GitHub docs, OpenID Connect in AWS (2026-11)",
  why: `GitHub signs tokens for every workflow of every repository. Without a condition on the subject, or with one that ends in a
star too early, anyone's repository may assume the role: repo:acme* also admits the organisation acme-evil.`,
  bad: example(""),
  good: example('        StringLike = { "token.actions.githubusercontent.com:sub" = "repo:acme/orders:*" }\n'),
  check({ stack }) {
    return stack.policyStatements.flatMap(({ site, statement }) => {
      if (site.attachment !== "trust" || statement.effect !== "Allow" || !statement.knowsConditions) return [];
      return statement.principals.flatMap(({ type, identifier }) => {
        if (type !== "Federated") return [];
        const anyone = anyApplication(statement, stringOf(identifier) ?? "", String(site.holder));
        if (anyone) return [{ at: identifier.place, resource: site.holder.address, ...anyone }];
        const host = hostOf(identifier);
        if (host === undefined) return [];
        return judge(statement, host, String(site.holder)).map((found) => ({
          // a module puts the provider's ARN together by itself
          at: found.at ?? (isOfStandIn(identifier.place.file) ? statement.conditionPlace : identifier.place),
          resource: site.holder.address,
          message: found.message,
          help: found.help,
        }));
      });
    });
  },
});

/**
 * Tokens of a provider without a check for the application (IAM user guide, Creating a role for OIDC federation,
 * 2026-11).
 */
function anyApplication(statement: Statement, host: string, role: string): Verdict | undefined {
  const claim = Object.hasOwn(SIGN_INS, host) ? SIGN_INS[host] : undefined;
  const says = statement.conditions.some(({ key }) => key.toLowerCase().startsWith(`${host}:`) && !/:amr$/i.test(key));
  if (claim === undefined || says) return undefined;
  return {
    message: `Users of any application that signs in at ${host} may assume ${role}: no condition says which one is meant`,
    help: `Add a condition StringEquals on "${host}:${claim}" with the id of ${claim === "aud" && host.startsWith("cognito") ? "the identity pool" : "the application"}`,
  };
}

function hostOf(identifier: Value): string | undefined {
  const url = referredOfType(identifier, "aws_iam_openid_connect_provider")?.body.string("url");
  const text = stringOf(identifier) ?? url ?? (identifier.kind === "template" ? String(identifier.parts.at(-1)) : "");
  // a private issuer may end in the same letters
  return SHARED_PROVIDERS.find((host) => `/${text.replace(/\/$/, "")}`.endsWith(`/${host}`));
}

type Verdict = Pick<RuleFinding, "message" | "help"> & { readonly at?: RuleFinding["at"] };

function judge(statement: Statement, host: string, role: string): Verdict[] {
  const plain = statement.conditions.map(plainCondition);
  // an enterprise has its own issuer below the shared one
  const written = statement.conditions.find(({ key }) => isSubjectOf(host, key));
  const subjects = written?.key.toLowerCase() ?? `${host}:sub`;
  const example =
    host === SHARED_PROVIDERS[0]
      ? "repo:<organisation>/<repository>:*"
      : "the subject that the provider issues for your project";
  // other claims of the token can also identify the owner
  const claims = plain.map(({ key }) => key.toLowerCase()).filter((key) => key.startsWith(`${host}:`));
  const isByOthers = claims.some((key) => !key.endsWith(":aud") && key !== subjects);
  if (written && isRefusal(plain, subjects) && !isByOthers) {
    return [
      {
        at: written.operatorPlace,
        message: `${written.operator} refuses some subjects of ${host}, but lets all others assume ${role}`,
        help: `Say who may, with StringLike on "${subjects}" and ${example}`,
      },
    ];
  }
  if (!written) {
    if (isByOthers) return [];
    return [
      {
        message: `Anyone who gets a token from ${host} may assume ${role}: no condition restricts its subject`,
        help: `Add a StringLike condition on "${subjects}" with ${example}`,
      },
    ];
  }
  // the audience need not be checked: AWS accepts only tokens for the provider's client ids
  const admitted = isByOthers ? undefined : admittedValues(plain, subjects);
  const fault = admitted && subjectFault(written, admitted, host);
  return fault ? [{ ...fault, help: `Name the organisation and the repository: ${example}` }] : [];
}

function subjectFault(
  { operator, values, keyPlace }: Condition,
  admitted: readonly string[],
  host: string,
): Omit<Verdict, "help"> | undefined {
  const at = values.place ?? keyPlace;
  const isPattern = /like$/.test(baseOperator(operator));
  const wide = admitted.find((value) => isPattern && isWide(value, host));
  if (wide !== undefined)
    return {
      at,
      message: `The subject "${wide}" admits tokens of others: the text before its star is not a complete name`,
    };
  const forged = admitted.find((value) => host === SHARED_PROVIDERS[0] && FREE_CLAIM.test(value));
  if (forged !== undefined)
    return { at, message: `The subject "${forged}" begins with a name that any repository can choose` };
  const none = admitted.find((value) => host === SHARED_PROVIDERS[0] && !/[:*?$]/.test(value));
  return none === undefined ? undefined : { at, message: `No token of ${host} has the subject "${none}"` };
}

function isSubjectOf(host: string, key: string): boolean {
  const lower = key.toLowerCase();
  return lower === `${host}:sub` || (lower.startsWith(`${host}/`) && lower.endsWith(":sub"));
}

/** Whether all conditions on a key only exclude values. */
function isRefusal(conditions: readonly PlainCondition[], key: string): boolean {
  const own = conditions.filter((condition) => condition.key.toLowerCase() === key);
  return own.every(({ operator }) => baseOperator(operator).includes("not"));
}

/** Whether a pattern for subjects matches owners that it does not name: `repo:acme/…` is one, `repo:acme*` many. */
function isWide(pattern: string, host: string): boolean {
  const star = pattern.search(/[*?]/);
  if (star < 0) return false;
  const before = pattern.slice(0, star);
  const [prefix, end] = OWNERS.get(host) ?? ["", ""];
  // a customized subject starts with another claim
  return before.startsWith(prefix) ? !before.slice(prefix.length).includes(end) : prefix.startsWith(before);
}
