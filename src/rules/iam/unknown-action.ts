import { expandActions, iamService, suggestAction } from "../../aws/iam-actions.ts";
import { actionsForOperationName } from "../../aws/sdk-operations.ts";
import { actionPatterns, type Statement } from "../../iam/index.ts";
import { type Module, type Value, variablesWithin } from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { removeString, setString } from "../shared/edits/policies/strings.ts";
import { policyWith } from "../shared/policies/example-policy.ts";

/**
 * Actions that are in no list and still valid: what Terraform generators write as a statement that allows nothing, what
 * SNS's console puts in topics' policies, and what AWS's documentation puts in those of log groups (OpenSearch
 * developer guide, Monitoring logs with CloudWatch Logs, 2026-11).
 */
const UNLISTED: ReadonlySet<string> = new Set(["none:null", "sns:receive", "logs:putlogeventsbatch"]);

export default defineRule({
  summary: "A policy names an action that AWS does not have",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { "cfn-lint": ["W3037"] },
  source: "AWS Service Authorization Reference (2026-09)",
  why: `IAM accepts any name without complaint. The intended permission is missing, and the call is denied in production; in a Deny
statement, what should be denied is not.`,
  ignoreWhen: "The action is newer than this version of lambda-tf.",
  bad: policyWith('{ Effect = "Allow", Action = "s3:GetObjcet", Resource = "arn:aws:s3:::orders/*" }'),
  good: policyWith('{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::orders/*" }'),
  check({ stack }) {
    return stack.policyStatements.flatMap(({ site, statement }) =>
      [...actionPatterns(statement), ...actionPatterns({ ...statement, actions: statement.notActions })].flatMap(
        ({ text, value, kind, service }) => {
          if (
            kind === "every" ||
            UNLISTED.has(text.toLowerCase()) ||
            expandActions(text).length > 0 ||
            actionsForOperationName(text) ||
            (text === "" && isChosenByCaller(statement, site.holder.module))
          )
            return [];
          return [
            {
              at: value.place,
              resource: site.holder.address,
              ...describe(text, service),
              suggestions: suggestionsFor(statement, value, text),
            },
          ];
        },
      ),
    );
  },
});

/** Whether an action is only missing because of the default of a variable: `lookup({ … }, var.store, "")`. */
function isChosenByCaller({ actions, notActions }: Statement, module: Module): boolean {
  return [actions.place, notActions.place].some((place) => place && variablesWithin(place, module).size > 0);
}

function describe(text: string, service: string): Pick<RuleFinding, "message" | "help" | "severity"> {
  const meant = suggestAction(text);
  const help = meant ? `Did you mean ${meant}?` : "Look up the action in the AWS Service Authorization Reference";
  if (!text.includes(":")) {
    return {
      severity: "error",
      message: `"${text}" is not an action: it names no service`,
      help: "Write it as service:Action",
    };
  }
  const message = iamService(service)
    ? `${text} matches no action of ${iamService(service)?.name ?? service}`
    : `AWS has no service whose actions start with "${service}:"`;
  return { severity: meant ? "error" : "warning", message, help };
}

/** What grants nothing may also be removed. */
function suggestionsFor(statement: Statement, value: Value, text: string): readonly Fix[] {
  const element = statement.notActions.values.includes(value) ? "notActions" : "actions";
  const meant = suggestAction(text);
  return [
    ...(meant ? suggestionOf(`Write ${meant}`, setString(statement, element, value, `"${meant}"`)) : []),
    ...suggestionOf(`Remove ${text}`, removeString(statement, element, value)),
  ];
}
