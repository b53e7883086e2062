import { actionPatterns, arnText } from "../../iam/index.ts";
import { defineRule } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { setStrings } from "../shared/edits/policies/strings.ts";
import { policyWith } from "../shared/policies/example-policy.ts";

/** AWS's data says that these support only "*"; AWS's own policies and libraries use ARNs. */
const KNOWN_TO_DIFFER: ReadonlySet<string> = new Set([
  "codedeploy:putlifecycleeventhookexecutionstatus",
  "dynamodb:liststreams",
  "kinesis:liststreams",
  "kinesis:describelimits",
  "logs:describeloggroups",
  "s3:listallmybuckets",
  // on the state machine or activity whose task it is (aws/aws-cdk pull request 8486, NOAA-OWP/hydrovis issue 837)
  "states:sendtaskfailure",
  "states:sendtaskheartbeat",
  "states:sendtasksuccess",
]);

export default defineRule({
  summary: 'Actions that can only be allowed on "*" are allowed on an ARN',
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "AWS Service Authorization Reference (2026-09)",
  why: `Such a statement grants nothing: the calls are not made on a particular resource, so no ARN matches, and they are denied
the first time.`,
  ignoreWhen: "AWS has added support for resources of the action.",
  bad: policyWith(
    '{ Effect = "Allow", Action = "xray:PutTraceSegments", Resource = "arn:aws:xray:eu-west-1:111122223333:group/orders" }',
  ),
  good: policyWith('{ Effect = "Allow", Action = "xray:PutTraceSegments", Resource = "*" }'),
  check({ stack }) {
    return stack.policyStatements
      .filter(({ site, statement }) => site.attachment === "identity" && statement.effect === "Allow")
      .flatMap(({ site, statement }) => {
        const resources = statement.resources.values.map(arnText);
        const patterns = actionPatterns(statement);
        const isReadable =
          statement.resources.isComplete &&
          statement.actions.isComplete &&
          patterns.length === statement.actions.values.length;
        const isSpecific = resources.length > 0 && resources.every(isOneResource);
        const takeStarOnly = patterns.every(
          ({ text, actions }) =>
            actions.length > 0 &&
            actions.every(({ resourceTypes }) => resourceTypes.length === 0) &&
            !KNOWN_TO_DIFFER.has(text.toLowerCase()),
        );
        if (!isReadable || !isSpecific || patterns.length === 0 || !takeStarOnly) return [];
        const names = patterns.map(({ text }) => text).join(", ");
        return [
          {
            at: statement.resources.place ?? statement.place,
            resource: site.holder.address,
            message: `${names} ${patterns.length === 1 ? "has" : "have"} no effect on an ARN: ${patterns.length === 1 ? "it needs" : "they need"} "*"`,
            help: 'Set the resource of this statement to "*"',
            suggestions: suggestionOf('Set the resource to "*"', setStrings(statement, "resources", ['"*"'])),
          },
        ];
      });
  },
});

/** An ARN of one thing: for `…:stack/*`, AWS may know better than its own data. */
function isOneResource(text: string): boolean {
  const [arn, , , , , ...resource] = text.split(":");
  return arn === "arn" && resource.length > 0 && !resource.join(":").includes("*");
}
