import { expandActions, type IamAction } from "../aws/iam-actions.ts";
import { oncePer } from "../once-per.ts";
import { stringOf, type Value } from "../terraform/index.ts";
import type { Statement } from "./statement.ts";

/** An element of Action as written: one action, or a pattern. */
export interface ActionPattern {
  readonly text: string;
  readonly value: Value;
  /** `*`, a whole service (`s3:*`), a part of one (`s3:Get*`), or one action. */
  readonly kind: "every" | "service" | "part" | "one";
  /** In lower case; `*` or a pattern where it is not fixed. */
  readonly service: string;
  /** The actions that it matches; empty for `*`, which matches all, and for actions that AWS does not have. */
  readonly actions: readonly IamAction[];
}

/** The known elements of a statement's Action. */
export const actionPatterns = oncePer((statement: Statement): readonly ActionPattern[] =>
  statement.actions.values.flatMap((value) => {
    const text = stringOf(value);
    return text === undefined ? [] : [actionPattern(text, value)];
  }),
);

/** The elements of Action that certainly belong to a service other than STS, and so have no place in a trust policy. */
export function foreignToTrust(statement: Statement): readonly ActionPattern[] {
  return actionPatterns(statement).filter(
    ({ kind, service }) => kind !== "every" && /^[a-z0-9-]+$/.test(service) && service !== "sts",
  );
}

/**
 * Whether a statement is one of an identity policy, although it may be placed where it should say who may assume the
 * role.
 */
export function isOfPermissions(statement: Statement): boolean {
  const { actions, effect } = statement;
  const isAllForeign = actions.values.length > 0 && foreignToTrust(statement).length === actions.values.length;
  return effect === "Allow" && actions.isComplete && isAllForeign;
}

function actionPattern(text: string, value: Value): ActionPattern {
  const [service = "", action = ""] = text.toLowerCase().split(":");
  const kind = kindOf(service, action, text);
  return { text, value, kind, service, actions: kind === "every" ? [] : expandActions(text) };
}

function kindOf(service: string, action: string, text: string): ActionPattern["kind"] {
  if (/^\*+(?::\*+)?$/.test(text)) return "every";
  if (/^\*+$/.test(action)) return "service";
  return /[*?]/.test(`${service}:${action}`) ? "part" : "one";
}
