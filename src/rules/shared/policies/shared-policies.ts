import { grouped } from "../../../grouped.ts";
import type { AttachedPolicy, Role } from "../../../iam/index.ts";
import type { Stack } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";

/**
 * The roles that get a policy from the same text: a module that is called for several functions contains it once, and
 * removing something there removes it from all of them.
 */
export function rolesGiven(stack: Stack, policy: AttachedPolicy): readonly Role[] {
  return rolesByPlace(stack).get(keyOf(policy)) ?? [];
}

const rolesByPlace = oncePer(({ roles }: Stack) => grouped(roles, ({ policies }) => [...new Set(policies.map(keyOf))]));

function keyOf({ place }: AttachedPolicy): string {
  return `${place.file.path}:${place.start}`;
}
