import { type IamAction, serviceResourceTypes } from "../../aws/iam-actions.ts";
import { canBeNarrowed } from "../../aws/resource-support.ts";
import {
  actionPatterns,
  arnText,
  canApply,
  narrowingFor,
  type SiteStatement,
  type Statement,
} from "../../iam/index.ts";
import type { Resource, Value } from "../../terraform/index.ts";
import { policyWith } from "../example-policy.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { targetOf } from "../wide-statements.ts";

export default defineRule({
  summary: "An action never works on the resources that it is allowed on",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS Service Authorization Reference (2026-09)",
  why: `An action works on one kind of resource. Allowed on ARNs of another kind it grants nothing, and the call that it was meant
for is denied when it is first made: objects are read on the bucket's ARN followed by /*, log lines are written to streams.`,
  bad: policyWith('{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::orders" }'),
  good: policyWith('{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::orders/*" }'),
  check({ stack }) {
    return stack.policyStatements
      .filter(({ site, statement }) => site.attachment === "identity" && statement.effect === "Allow")
      .flatMap(judge);
  },
});

function judge({ site, statement }: SiteStatement): RuleFinding[] {
  const resources = statement.resources.values.map(arnText);
  const isReadable = statement.resources.isComplete && resources.length > 0 && !statement.notResources.place;
  if (!isReadable || !resources.every((text) => /^arn:/.test(text))) return [];
  const works = (action: IamAction) => resources.some((resource) => canApply(action, resource));
  const patterns = actionPatterns(statement);
  // a module that is handed its resources, and allows what works on each kind that it takes
  if (takesAnyKind(site.holder, statement) && patterns.some(({ actions }) => actions.some(works))) return [];
  return patterns.flatMap(({ kind, text, value, actions: [action] }) => {
    if (kind !== "one" || !action || action.resourceTypes.length === 0 || works(action)) return [];
    const narrowing = narrowingFor([action], site.holder.module);
    return [
      {
        at: value.place,
        severity: canBeNarrowed(action) ? "error" : "warning",
        resource: site.holder.address,
        message: `${text} never works on the resources of this statement: it needs ${kindsOf(action)}`,
        help: `Allow it on ${targetOf(narrowing)}`,
        related: [{ at: statement.resources.place ?? statement.place, message: "the resources that it is allowed on" }],
      },
    ];
  });
}

/** Whether a module says what may be done, and its caller with what. */
function takesAnyKind({ module }: Resource, { actions, resources }: Statement): boolean {
  const isWrittenHere = ({ place }: Value): boolean => module.directory.holds(place.file);
  return actions.values.every(isWrittenHere) && !resources.values.some(isWrittenHere);
}

/** `an object` is what AWS calls `object`; the form of its ARN says more. */
function kindsOf(action: IamAction): string {
  const types = serviceResourceTypes(action.service);
  const required = action.resourceTypes.filter(({ required }) => required);
  const wanted = required.length > 0 ? required : action.resourceTypes;
  const ends = wanted.map(({ name }) => types.get(name)?.arn.split(":").slice(5).join(":") ?? name);
  // the access point's way to an object is last in importance
  const shortest = ends.sort((a, b) => a.length - b.length).slice(0, 2);
  return `an ARN that ends like ${shortest.map((end) => end.replace(/\$\{([^}]*)\}/g, "<$1>")).join(" or ")}`;
}
