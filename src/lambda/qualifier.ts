import { alternatives, isAlways, type Resource, referenceChain, stringOf, type Value } from "../terraform/index.ts";
import { namedResources } from "./names/identify.ts";

/** Which version of a function something refers to: none in particular, an alias, a version, or a literal name. */
export type Qualifier =
  | { readonly kind: "none" }
  | { readonly kind: "alias"; readonly alias: Resource }
  | { readonly kind: "version"; readonly isPublished: boolean }
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "unknown" };

const UNPUBLISHED = "$LATEST";
const ALIAS = new Set(["aws_lambda_alias"]);
const UNQUALIFIED = new Set(["arn", "function_name", "id", "invoke_arn", "response_streaming_invoke_arn"]);
const QUALIFIED = new Set(["qualified_arn", "qualified_invoke_arn", "version"]);

/** The version or alias in a function's name, ARN or invoke ARN. */
export function qualifierIn(value: Value): Qualifier {
  const [alias, ...others] = namedResources(value, ALIAS);
  if (alias) return others.length === 0 ? { kind: "alias", alias } : { kind: "unknown" };
  if (alternatives(value).length > 1) return { kind: "unknown" };
  const reference = referenceChain(value).find(({ resource }) => resource.type === "aws_lambda_function");
  const attribute = String(reference?.path[0]);
  if (reference && QUALIFIED.has(attribute))
    return { kind: "version", isPublished: isAlways(reference.resource, "publish", true) };
  if (reference && UNQUALIFIED.has(attribute)) return { kind: "none" };
  const text = stringOf(value);
  return text === undefined ? { kind: "unknown" } : qualifierOfText(text);
}

/** `arn:…:function:orders:live`, `orders:live` or the same without a qualifier. */
function qualifierOfText(text: string): Qualifier {
  const parts = /(?:^|:function:)([^:/]+)(?::([^:/]+))?(?:\/invocations)?$/.exec(text);
  if (!parts) return { kind: "unknown" };
  return parts[2] === undefined ? { kind: "none" } : { kind: "named", name: parts[2] };
}

/** Whether two qualifiers mean the same; undefined if not known. */
export function isSameQualifier(a: Qualifier, b: Qualifier): boolean | undefined {
  if (a.kind === "alias" && b.kind === "alias" && a.alias === b.alias) return true;
  const [one, other] = [qualifierName(a), qualifierName(b)];
  // the number of a version is not known, and differs from version to version
  if ((isNumbered(a) && isUnpublished(b)) || (isNumbered(b) && isUnpublished(a))) return false;
  return one === undefined || other === undefined ? undefined : one === other;
}

function isNumbered(qualifier: Qualifier): boolean {
  return qualifier.kind === "version" && qualifier.isPublished;
}

function isUnpublished(qualifier: Qualifier): boolean {
  return qualifierName(qualifier) === UNPUBLISHED;
}

/** The name of the alias or version; `$LATEST` for none. Undefined if not known. */
function qualifierName(qualifier: Qualifier): string | undefined {
  switch (qualifier.kind) {
    case "none":
      return UNPUBLISHED;
    case "alias":
      return qualifier.alias.body.string("name");
    case "named":
      return qualifier.name;
    default:
      return undefined;
  }
}

/** In words for a message: `the alias "live"`. */
export function describeQualifier(qualifier: Qualifier): string {
  switch (qualifier.kind) {
    case "none":
      return "the unpublished version";
    case "alias":
      return qualifier.alias.address;
    case "named":
      return `the alias "${qualifier.name}"`;
    default:
      return "a version";
  }
}
