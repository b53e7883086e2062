import { isPublic, type Statement } from "../../iam/index.ts";
import { type Resource, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { replaceValue } from "../shared/edits/values.ts";
import { FROM_TOPIC, queueWithPolicy } from "../shared/policies/example-code.ts";
import { resourceStatements } from "../shared/policies/resource-policies.ts";

const TYPES = ["aws_sqs_queue", "aws_sqs_queue_policy", "aws_sns_topic", "aws_sns_topic_policy"];

export default defineRule({
  summary: "The policy of a queue or topic allows its callers every action",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: {
    checkov: ["CKV_AWS_72"],
    trivy: ["AWS-0097"],
    kics: ["sqs_policy_allows_all_actions", "sns_topic_publicity_has_allow_and_not_action_simultaneously"],
    cfn_nag: ["F20"],
  },
  source: "Amazon SQS developer guide, Security best practices: least privilege (2026-11)",
  why: `A sender needs only sqs:SendMessage or sns:Publish. With every action it can also read and delete messages, purge or delete
the queue, and change this very policy.`,
  bad: queueWithPolicy({ Action: '"sqs:*"', Condition: FROM_TOPIC }),
  good: queueWithPolicy({ Condition: FROM_TOPIC }),
  check({ stack, asOf }) {
    return resourceStatements(stack, TYPES).flatMap(({ statement, holder }) => {
      const all = statement.actions.values.find((value) => /^(\*|sqs:\*|sns:\*)$/i.test(stringOf(value) ?? ""));
      const at = all?.place ?? statement.notActions.place;
      if (statement.effect !== "Allow" || !at || !isForCallers(statement) || isPublic(statement, asOf)) return [];
      return [
        {
          at,
          resource: holder.address,
          message: `The policy of ${holder} allows ${all ? stringOf(all) : "all actions except some"}, including reading, deleting and changing the policy`,
          help: "Name the actions that are needed, such as sqs:SendMessage or sns:Publish",
          suggestions: all
            ? suggestionOf(`Allow only ${sending(holder)}`, replaceValue(all, `"${sending(holder)}"`))
            : [],
        },
      ];
    });
  },
});

/** An account as a principal delegates to its own policies; the rules about public access report everyone. */
function isForCallers(statement: Statement): boolean {
  return statement.principals.some(({ type, identifier }) => {
    const text = stringOf(identifier);
    if (text === "*") return type !== "Service" && statement.conditions.some(({ key }) => ABOUT_THE_SOURCE.test(key));
    return type === "Service" || (text !== undefined && /:(role|user)\//.test(text));
  });
}

/** Keys about where a request comes from, and not which account makes it. */
const ABOUT_THE_SOURCE = /^aws:(?:sourcearn|sourceip|vpcsourceip|sourcevpc|sourcevpce)$/i;

/** The usual actions of clients of a queue or a topic. */
function sending({ type }: Resource): string {
  return type.startsWith("aws_sqs_") ? "sqs:SendMessage" : "sns:Publish";
}
