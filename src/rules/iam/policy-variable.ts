import type { PolicySite, Statement } from "../../iam/index.ts";
import { stringOf, type Value } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";

const example = (version: string, resource: string) => `resource "aws_iam_policy" "homes" {
  policy = jsonencode({
${version}    Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "${resource}" }]
  })
}`;

const VERSION = '    Version = "2012-10-17"\n';

export default defineRule({
  summary: "A policy variable is written in a form that IAM does not replace",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "AWS IAM user guide, IAM policy elements: Variables and tags (2026-11); AWS provider 6.66.0, aws_iam_policy_document",
  why: `Only aws_iam_policy_document turns the form &{aws:username} into a variable; elsewhere it stays as it is, and no resource
has such a name. And in a policy without Version, or with that of 2008, variables are not replaced.`,
  bad: example(VERSION, "arn:aws:s3:::homes/&{aws:username}/*"),
  good: example(VERSION, "arn:aws:s3:::homes/$${aws:username}/*"),
  check({ stack }) {
    return stack.policyStatements.flatMap(({ site, statement }) => {
      if (statement.form === "block") return [];
      return textsOf(statement).flatMap((value) => {
        const text =
          stringOf(value) ??
          (value.kind === "template" ? value.parts.filter((part) => typeof part === "string").join("") : "");
        const [variable] = /[$&]\{[a-z0-9-]+:[^{}]*\}/i.exec(text) ?? [];
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
  },
});

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
