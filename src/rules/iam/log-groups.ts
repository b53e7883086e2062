import type { LambdaFunction } from "../../lambda/index.ts";
import type { Place, Resource } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { setString } from "../shared/edits/policies/strings.ts";
import { insideOfText, instanceKey } from "../shared/edits/references.ts";
import { policyWith } from "../shared/policies/example-policy.ts";
import { granteeOf } from "../shared/policies/statement-severity.ts";
import { narrowingFix, type WideStatement, wideStatements } from "../shared/policies/wide-statements.ts";

const example = (statement: string) => `resource "aws_cloudwatch_log_group" "worker" {}

${policyWith(statement)}`;

export default defineRule({
  summary: "A function may write to every log group",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source: "AWS Lambda developer guide, Defining Lambda function permissions with an execution role (2026-11)",
  why: `A function needs only its own log group. With access to all of them it can forge lines in the logs of others, including
audit trails, and whoever reads such lines believes them.`,
  ignoreWhen: "The function's log group is created by Lambda itself, and many functions share the policy.",
  bad: example(
    '{ Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = "arn:aws:logs:*:*:*" }',
  ),
  good: example(
    '{ Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = "${aws_cloudwatch_log_group.worker.arn}:*" }',
  ),
  check(context) {
    return wideStatements(context, "logs").flatMap((wide) => {
      const { breadth, narrowing, isLimited, site } = wide;
      // creating a group is not writing to it, and the console itself allows that on all of the account's groups
      const isWriting = breadth.actions.some(({ name }) => name !== "CreateLogGroup");
      if (isLimited !== "no" || (!isWriting && breadth.text.startsWith("arn:"))) return [];
      const [own, ...more] = narrowing.expressions;
      const functions = site.roles.flatMap((role) => context.stack.functionsOf(role));
      const groups = new Set(functions.map(({ logGroup }) => logGroup.kind === "declared" && logGroup.resource));
      const isTheirs = groups.size === 1 && narrowing.resources.every((group) => groups.has(group));
      const fix = narrowingFix(wide);
      return [
        {
          at: breadth.element.place,
          resource: site.holder.address,
          message: `${granteeOf(wide)} may ${isWriting ? "write to every log group of the account" : "create log groups of any name"}`,
          help:
            own !== undefined && more.length === 0
              ? `Limit the resource to ${own}`
              : `Limit the resource to ${functions.length > 0 ? "the function's own group" : "the group that it writes to"}: its ARN, followed by ":*"`,
          ...(isTheirs && fix ? { fix } : { suggestions: suggestGroups(wide, functions) }),
        },
      ];
    });
  },
});

/** The maximum number of groups that are listed; beyond that, only what they have in common. */
const MAX_GROUPS = 3;

/** The actions with which a function writes its logs. */
const WRITING: ReadonlySet<string> = new Set(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]);

/** The log groups of the functions, by name, as references could create a cycle. */
function suggestGroups(wide: WideStatement, functions: readonly LambdaFunction[]): readonly Fix[] {
  const { statement, breadth, site } = wide;
  const isOther = breadth.patterns.some(({ text }) => !WRITING.has(text)) || site.roles.length > 1;
  const groups = [...new Set(functions.map((fn) => groupOf(fn, site.holder)))];
  const known = groups.filter((group) => group !== undefined);
  if (isOther || breadth.others.length + breadth.needingStar.length > 0) return [];
  if (known.length !== groups.length || known.length === 0 || known.length > MAX_GROUPS) return [];
  const arns = known.map((group) => `"${accountOf(breadth.element.place)}:log-group:${group}:*"`);
  const title = known.length === 1 ? "the function's own log group" : "the functions' own log groups";
  return suggestionOf(`Limit the resource to ${title}`, setString(statement, "resources", breadth.element, ...arns));
}

/** The name of a function's default log group, as a quoted string; replicas at the edge have others. */
function groupOf({ body, resource, role }: LambdaFunction, holder: Resource): string | undefined {
  const isHere = resource.module === holder.module && instanceKey(resource) === "";
  const isAtEdge = role?.trustedServices.some((service) => service.startsWith("edgelambda."));
  const isDefault = isHere && !isAtEdge && body.hasBlock("logging_config") === "no";
  const name = isDefault ? insideOfText(body, "function_name") : undefined;
  return name === undefined ? undefined : `/aws/lambda/${name}`;
}

/** What precedes the name of a group in an ARN, if it is written. */
function accountOf(resource: Place): string {
  const part = "((?:\\$\\{[^}]*\\}|[^:$])*)";
  const written = new RegExp(`^"?(arn:${part}:logs:${part}:${part}):`).exec(resource.file.slice(resource));
  return written?.[1] ?? "arn:aws:logs:*:*";
}
