import { expandActions, type IamAction, iamAction, serviceResourceTypes } from "../aws/iam-actions.ts";
import { canBeNarrowed } from "../aws/resource-support.ts";
import { terraformArnForms } from "../aws/terraform-arns.ts";
import type { Module } from "../terraform/index.ts";
import { canOverlap, SOME_NAME, SOME_PATH } from "./glob.ts";

/** The expressions of a module that a statement's resources may be narrowed to, and a form to fill in where there is none. */
export interface Narrowing {
  /** HCL expressions, valid in the module: `aws_sqs_queue.jobs.arn`, `"${aws_s3_bucket.in.arn}/*"`. */
  readonly expressions: readonly string[];
  /** The ARN forms of the actions' resource types, as AWS writes them. */
  readonly forms: readonly string[];
}

/** The actions among these that need not be granted on everything; none where one of the patterns is not known. */
export function narrowableActions(actions: readonly string[]): readonly IamAction[] {
  return actions.flatMap((pattern) => {
    const exact = iamAction(pattern);
    if (exact) return canBeNarrowed(exact) ? [exact] : [];
    // a pattern is narrowable where all that it stands for is
    const expanded = pattern === "*" ? [] : expandActions(pattern);
    const [first] = expanded;
    return first && expanded.every(canBeNarrowed) ? [first] : [];
  });
}

/** What the resources of a statement with these actions may be narrowed to, from what the module declares. */
export function narrowingFor(actions: readonly IamAction[], module: Module): Narrowing {
  const forms = [...new Set(actions.flatMap(resourceForms))];
  const expressions = new Set<string>();
  for (const [type, attribute, form] of terraformArnForms()) {
    if (attribute === "id" || module.resourcesOf(type).length === 0) continue;
    const pattern = form.replaceAll("</>", SOME_PATH).replaceAll("<>", SOME_NAME);
    for (const suffix of ["", "/*", ":*"]) {
      const isForm = forms.some((own) =>
        isSameForm(`${pattern}${suffix === "" ? "" : suffix.replace("*", SOME_NAME)}`, own),
      );
      if (!isForm) continue;
      for (const resource of module.resourcesOf(type)) {
        if (resource.key !== undefined || resource.isSymbolic) continue;
        const reference = `${type}.${resource.name}.${attribute}`;
        expressions.add(suffix === "" ? reference : `"\${${reference}}${suffix}"`);
      }
      break;
    }
  }
  return { expressions: [...expressions], forms };
}

function resourceForms(action: IamAction): string[] {
  const types = serviceResourceTypes(action.service);
  const wanted = action.resourceTypes.some(({ required }) => required)
    ? action.resourceTypes.filter(({ required }) => required)
    : action.resourceTypes;
  return wanted.flatMap(({ name }) => types.get(name)?.arn ?? []);
}

/** Whether two forms have the same parts: `table/<name>` and `table/${TableName}`, but not `table/${TableName}/index/${IndexName}`. */
function isSameForm(pattern: string, form: string): boolean {
  const own = form.replace(/\$\{[^}]*\}/g, SOME_NAME);
  const depth = (text: string) => text.split(/[:/]/).length;
  return depth(pattern) === depth(own) && canOverlap(pattern, own) && literals(pattern) === literals(own);
}

function literals(pattern: string): string {
  return pattern.replace(/[\uE001\uE003]/g, "").replace(/^arn:(?:aws)?:/, "arn::");
}
