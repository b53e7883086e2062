import { fullNameOf, type IamAction } from "../aws/iam-actions.ts";
import { type ActionPattern, actionPatterns } from "./action-pattern.ts";
import type { Condition, Statement } from "./statement.ts";

/** An action named in a statement, and a condition key that its requests never have. */
export interface KeylessAction {
  readonly action: ActionPattern;
  readonly name: string;
  readonly condition: Condition;
}

/**
 * Keys that stand for a parameter of certain requests, by service. Others, such as tags of a resource, are sent with
 * more actions than AWS's reference says.
 */
const PARAMETER_KEYS: ReadonlyMap<string, RegExp> = new Map([
  ["cloudwatch", /^(?:namespace|alarmactions)$/],
  ["dynamodb", /^(?:attributes|leadingkeys|select|returnvalues)$/],
  ["iam", /^(?:passedtoservice|associatedresourcearn|policyarn|permissionsboundary|awsservicename)$/],
  ["kms", /^(?:grantisforawsresource|granteeprincipal|grantconstrainttype|keyspec|keyusage|policyname)$/],
  ["lambda", /^(?:functionurlauthtype|principal|functionarn|layer|vpcids|subnetids|securitygroupids)$/],
  ["s3", /^(?:prefix|delimiter|max-keys|versionid|x-amz-(?:acl|copy-source|grant-.*|server-side-.*|storage-class))$/],
  ["sns", /^(?:protocol|endpoint)$/],
]);

/**
 * The actions of a statement that one of its conditions rules out, as their requests lack its key. Without the key
 * every condition is false, except negated ones, those with IfExists, and Null.
 */
export function keylessActions(statement: Statement): readonly KeylessAction[] {
  return statement.conditions.filter(needsItsKey).flatMap((condition) => {
    const [service = "", key = ""] = condition.key.toLowerCase().split(":");
    if (!PARAMETER_KEYS.get(service)?.test(key)) return [];
    return actionPatterns(statement).flatMap((action) => {
      const [only] = action.actions;
      const isRuledOut = action.kind === "one" && only?.service === service && !hasKey(only, `${service}:${key}`);
      return isRuledOut ? [{ action, name: fullNameOf(only), condition }] : [];
    });
  });
}

function needsItsKey({ operator }: Condition): boolean {
  return !/^null$|^forallvalues:|not|ifexists$/i.test(operator);
}

function hasKey({ conditionKeys }: IamAction, key: string): boolean {
  return conditionKeys.some((one) => one.toLowerCase() === key);
}
