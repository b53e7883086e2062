import { policyDocument } from "../../../../iam/index.ts";
import { dependsOn, type Stack } from "../../../../lambda/index.ts";
import type { Resource } from "../../../../terraform/index.ts";
import type { Edit } from "../../../rule.ts";
import { type PolicyKind, policiesOf } from "../../policies/delivery-policies.ts";
import { addStatement } from "./add-statement.ts";
import { isShared } from "./shared-documents.ts";
import type { NewStatement } from "./statement-text.ts";

/** The policies of a resource: its own, and those that name it. */
export function policyHolders(target: Resource, kind: PolicyKind, stack: Stack): readonly Resource[] {
  return [target, ...policiesOf(target, kind, stack)].filter(({ body }) => body.isSet("policy") !== "no");
}

/**
 * The edits that put a statement into the one policy of a resource. Undefined where that is not written out in the module, is for
 * others too, or comes before what the statement speaks of.
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
