import type { Expression, Target } from "./syntax.ts";

/** The name under which values assigned to a computed member (`clients[name] = …`) are kept. */
export const ANY_MEMBER = "?";

/** The target of an assignment to a member. */
export function memberTarget(member: Expression): Target | undefined {
  if (member.kind === "member") return { kind: "member", object: member.object, name: member.name };
  return member.kind === "index" ? { kind: "member", object: member.object, name: ANY_MEMBER } : undefined;
}
