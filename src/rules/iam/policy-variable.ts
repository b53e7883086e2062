import type { PolicySite, Role, SiteStatement, Statement } from "../../iam/index.ts";
import { stringOf, type Value } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleContext, type RuleFinding } from "../rule.ts";

const example = (version: string, resource: string) => `resource "aws_iam_policy" "homes" {
  policy = jsonencode({
${version}    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "${resource}" }]
  })
}`;

const VERSION = '    Version = "2012-10-17"\n';

export default defineRule({
  summary: "A policy variable is written in a form that IAM does not replace, or never has a value",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS IAM user guide, IAM policy elements: Variables and tags (2026-11); AWS provider 6.66.0, aws_iam_policy_document",
  why: `Only aws_iam_policy_document turns the form &{aws:username} into a variable; elsewhere it stays as it is, and no resource
has such a name. And in a policy without Version, or with that of 2008, variables are not replaced. A variable without a
value matches nothing: requests of a role have no aws:username, which only those of IAM users have.`,
  bad: example(VERSION, "arn:aws:s3:::homes/&{aws:username}/*"),
  good: example(VERSION, "arn:aws:s3:::homes/$${aws:username}/*"),
  check(context) {
    return [...unreplaced(context), ...valueless(context)];
  },
});

function unreplaced({ stack }: RuleContext): readonly RuleFinding[] {
  return stack.policyStatements.flatMap(({ site, statement }) => {
    if (statement.form === "block") return [];
    return textsOf(statement).flatMap((value) => {
      const [variable] = /[$&]\{[a-z0-9-]+:[^{}]*\}/i.exec(literalText(value)) ?? [];
      if (variable === undefined) return [];
      const name = variable.slice(2, -1);
      if (variable.startsWith("&")) {
        return [
          {
            at: value.place,
            resource: site.holder.address,
            message: `${variable} is not a policy variable here: only aws_iam_policy_document supports this form`,
            help: `Write $\${${name}} in HCL, with two dollar signs`,
            fix: fixFor(value),
          },
        ];
      }
      if (!isOld(site)) return [];
      return [
        {
          at: value.place,
          resource: site.holder.address,
          message: `${variable} is taken literally, because the policy's Version is not 2012-10-17`,
          help: 'Set Version = "2012-10-17" in the policy',
        },
      ];
    });
  });
}

/** Only requests of IAM users have the first key, and only those of sessions that began with a token the others. */
const OF_USERS = /[$&]\{(aws:username)\}/i;
const OF_TOKENS = /[$&]\{((?:accounts\.google\.com|cognito-identity\.amazonaws\.com|graph\.facebook\.com|saml):\w+)\}/i;

/** What a statement allows only on resources, or for values, named by a variable that its roles' requests lack. */
function valueless({ stack }: RuleContext): readonly RuleFinding[] {
  return stack.policyStatements.flatMap((each) => {
    const { site, statement } = each;
    const isRoles = /^aws_iam_role(?:_policy)?$/.test(site.holder.type);
    const [role] = site.roles;
    const isAsked = site.attachment === "identity" && statement.effect === "Allow" && !isOld(site);
    if (!role || !isAsked || !site.roles.every((one) => isRoles || stack.isFunctionRole(one) === true)) return [];
    const forms = site.roles.every(isForServices) ? [OF_USERS, OF_TOKENS] : [OF_USERS];
    const found = comparedTexts(each)
      .flatMap((value) => forms.map((form) => ({ value, key: form.exec(literalText(value))?.[1] })))
      .find(({ key }) => key !== undefined);
    if (!found) return [];
    return [
      {
        at: found.value.place,
        resource: site.holder.address,
        message: `Requests of ${role} have no ${found.key}, so this matches nothing`,
        help: "Name the resource itself, or use a key that the role's requests have, such as aws:PrincipalTag/<name>",
      },
    ];
  });
}

/** Whether only services can assume a role. */
function isForServices({ trust }: Role): boolean {
  const statements = trust?.statements.filter(({ effect }) => effect === "Allow") ?? [];
  return (
    trust?.isComplete === true &&
    statements.every(({ principals }) => principals.length > 0 && principals.every(({ type }) => type === "Service"))
  );
}

/** The resources of a statement, and the values that a request has to have. */
function comparedTexts({ statement: { resources, conditions } }: SiteStatement): readonly Value[] {
  const required = conditions.filter(({ operator }) => !/^null$|^forallvalues:|not|ifexists$/i.test(operator));
  return [...resources.values, ...required.flatMap(({ values }) => values.values)];
}

/** The parts of a text that are known. */
function literalText(value: Value): string {
  if (value.kind === "template") return value.parts.filter((part) => typeof part === "string").join("");
  return stringOf(value) ?? "";
}

function textsOf({ resources, notResources, conditions }: Statement): readonly Value[] {
  return [...resources.values, ...notResources.values, ...conditions.flatMap(({ values }) => values.values)];
}

/** Whether the policy has IAM's default version, which does not support variables. */
function isOld({ document }: PolicySite): boolean {
  const content = document?.content;
  if (content?.kind !== "object" || content.open) return false;
  const version = content.entries.get("Version");
  return version === undefined || stringOf(version) === "2008-10-17";
}

/** In an HCL string, where a dollar sign is doubled. */
function fixFor({ place }: Value): Fix | undefined {
  const source = place.file.slice(place);
  if (!place.file.path.endsWith(".tf") || !source.includes("&{")) return undefined;
  return { title: "Write policy variables with $${", edits: [{ place, newText: source.replaceAll("&{", "$$$${") }] };
}
