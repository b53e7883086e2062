import type { Resource } from "../../terraform/index.ts";
import type { LambdaFunction } from "../function.ts";

/** A resource that something is needed on, for matching and for writing it in a policy. */
export interface NeededResource {
  /** The ARN to compare, with `${}` for unknown parts. */
  readonly pattern: string;
  /**
   * As a policy in the module would write it: `aws_dynamodb_table.orders.arn`, or text with `${}` for names to fill in.
   */
  readonly expression: HclText;
  /** The resource, if it is in the configuration. */
  readonly resource: Resource | undefined;
  /**
   * Its address from the root, if another module declares it, so that a policy beside the function cannot refer to it.
   */
  readonly elsewhere?: string;
  /** Whether its name should come from an environment variable that the function does not have. */
  readonly isNameless?: boolean;
}

/** An HCL expression, or an ARN whose partition, region, account and unknown names have yet to be filled in. */
export type HclText =
  | { readonly kind: "expression"; readonly text: string }
  | { readonly kind: "arn"; readonly form: string };

/** `*`, for actions that support no other resource. */
export const ANY_RESOURCE: NeededResource = {
  pattern: "*",
  expression: { kind: "expression", text: '"*"' },
  resource: undefined,
};

/**
 * Whether a policy beside a function can refer to a resource: not if it is in another module, or one of any number of
 * for_each instances.
 */
export function canName(fn: Pick<LambdaFunction, "resource">, resource: Resource): boolean {
  return resource.module === fn.resource.module && !resource.isSymbolic;
}

/** A resource in the configuration, as part of an ARN. */
export interface FoundResource {
  readonly resource: Resource;
  readonly attribute: string;
  /** What follows its ARN. */
  readonly rest: string;
}

/** A resource's ARN as written from the root: `${module.store.aws_s3_bucket.orders.arn}/*`. */
export function addressOf({ resource, attribute, rest }: FoundResource): string {
  const reference = `${resource.addressFromRoot}.${attribute}`;
  return rest === "" ? reference : `\${${reference}}${rest}`;
}

/** A format whose names are to be filled in. */
export function toFillIn(form: string): NeededResource {
  return { pattern: form, expression: { kind: "arn", form }, resource: undefined };
}

/** A resource as reports show it: `arn:aws:s3:::<BucketName>/*` where a name is not known. */
export function describeResource({ expression, elsewhere }: NeededResource): string {
  if (elsewhere !== undefined) return elsewhere;
  if (expression.kind === "expression") return expression.text.replace(/^"(.*)"$/, "$1");
  return expression.form
    .replace("${Partition}", "aws")
    .replace(/\$\{(\w+)\}/g, "<$1>")
    .replaceAll("%{", "${");
}
