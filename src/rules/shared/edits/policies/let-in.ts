import { policyDocument } from "../../../../iam/index.ts";
import { dependsOn, type Stack } from "../../../../lambda/index.ts";
import type { Resource } from "../../../../terraform/index.ts";
import type { Edit } from "../../../rule.ts";
import { type PolicyKind, policiesOf } from "../../policies/delivery-policies.ts";
import { addStatement } from "./add-statement.ts";
import { isShared } from "./shared-documents.ts";
import type { NewStatement } from "./statement-text.ts";

/** The policies of a resource: its own, and those in separate resources. */
export function policyHolders(target: Resource, kind: PolicyKind, stack: Stack): readonly Resource[] {
  return [target, ...policiesOf(target, kind, stack)].filter(({ body }) => body.isSet("policy") !== "no");
}

/**
 * Adds a statement to the only policy of a resource. Undefined if that is not written out in the module, applies to
 * other resources too, or is created before what the statement refers to.
 */
export function addToPolicy(
  holder: Resource,
  statement: NewStatement,
  stack: Stack,
  from?: Resource,
): readonly Edit[] | undefined {
  const document = policyDocument(holder.body.value("policy"));
  if (!document || isShared(document, stack) || document.sources.some(({ module }) => module !== holder.module))
    return undefined;
  if (from && dependsOn(from, holder) !== "no") return undefined;
  return addStatement(document, holder.body.whole, statement);
}
