import { type ActionPattern, actionPatterns, foreignToTrust, type Statement } from "../../iam/index.ts";
import { stringOf } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const example = (action: string) => `resource "aws_iam_role" "deploy" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "${action}"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
      Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "repo:acme/orders:*" } }
    }]
  })
}`;

const FEDERATED = ["sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"];

type Verdict = Pick<RuleFinding, "message" | "help"> & { readonly by: ActionPattern };

export default defineRule({
  summary: "A trust policy allows an action by which its principal cannot assume the role",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS IAM user guide, Compare AWS STS credentials; AWS STS API reference, AssumeRole (2026-11)",
  why: `Services, accounts and roles call AssumeRole; those with a token call AssumeRoleWithWebIdentity or AssumeRoleWithSAML. If
the wrong one is allowed, the role exists but nobody can assume it; with an action that does not belong to STS, IAM refuses the
role.`,
  bad: example("sts:AssumeRole"),
  good: example("sts:AssumeRoleWithWebIdentity"),
  check({ stack }) {
    return stack.policyStatements.flatMap(({ site, statement }) => {
      if (site.attachment !== "trust" || !site.isUsed || statement.effect !== "Allow") return [];
      return verdicts(statement).map(({ by, message, help }) => ({
        at: by.value.place,
        resource: site.holder.address,
        message,
        help,
      }));
    });
  },
});

function verdicts(statement: Statement): Verdict[] {
  const patterns = actionPatterns(statement);
  const foreign = foreignToTrust(statement);
  if (foreign.length > 0) return foreign.slice(0, 1).map(ofAnotherService);
  const isAllKnown = statement.actions.isComplete && patterns.length === statement.actions.values.length;
  return isAllKnown ? wrongKind(statement, patterns) : [];
}

function ofAnotherService(by: ActionPattern): Verdict {
  return {
    by,
    message: `A trust policy says who may assume its role, and ${by.text} does not belong there: IAM refuses it`,
    help: "Allow sts:AssumeRole here, and put what the role may do into a policy that is attached to it",
  };
}

function wrongKind({ principals, actions }: Statement, patterns: readonly ActionPattern[]): Verdict[] {
  const types = new Set(principals.map(({ type }) => type));
  const [only] = types;
  const mayCall = (...names: readonly string[]) =>
    patterns.some((pattern) => names.some((name) => matches(pattern, name)));
  const plain = patterns.find((pattern) => matches(pattern, "sts:AssumeRole"));
  const byToken = patterns.find((pattern) => FEDERATED.some((name) => matches(pattern, name)));
  if (types.size !== 1 || actions.values.length === 0) return [];
  if (only === "Federated" && plain && !mayCall(...FEDERATED)) {
    const isSaml = principals.some(({ identifier }) => /:saml-provider\//.test(stringOf(identifier) ?? ""));
    return [
      {
        by: plain,
        message: "Callers with a token of an identity provider cannot assume the role with sts:AssumeRole",
        help: `Allow ${isSaml ? FEDERATED[1] : FEDERATED[0]}`,
      },
    ];
  }
  if ((only === "Service" || only === "AWS") && byToken && !plain)
    return [
      {
        by: byToken,
        message: `${only === "Service" ? "A service" : "An account, user or role"} cannot assume the role with ${byToken.text}, which takes a token`,
        help: "Allow sts:AssumeRole",
      },
    ];
  return [];
}

function matches({ kind, text, actions }: ActionPattern, name: string): boolean {
  return (
    kind === "every" ||
    text.toLowerCase() === name.toLowerCase() ||
    actions.some((action) => `${action.service}:${action.name}`.toLowerCase() === name.toLowerCase())
  );
}
