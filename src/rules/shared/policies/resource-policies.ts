import { isPublic, policyDocument, type Statement } from "../../../iam/index.ts";
import type { Stack } from "../../../lambda/index.ts";
import { alternatives, type Place, type Resource } from "../../../terraform/index.ts";

/** A statement in the policy of a queue, topic or bus. */
export interface ResourceStatement {
  readonly statement: Statement;
  /** The resource with the `policy`. */
  readonly holder: Resource;
}

/** The statements of the policies in the `policy` argument of resources of some types. */
export function resourceStatements(stack: Stack, types: readonly string[]): readonly ResourceStatement[] {
  return types.flatMap((type) =>
    stack.resources(type).flatMap((holder) =>
      alternatives(holder.body.value("policy"))
        .flatMap((value) => policyDocument(value)?.statements ?? [])
        .map((statement) => ({ statement, holder })),
    ),
  );
}

/** The statements that let anyone in, and where they say so. */
export function publicStatements(
  stack: Stack,
  types: readonly string[],
  asOf: string,
): readonly (ResourceStatement & { readonly at: Place })[] {
  return resourceStatements(stack, types)
    .filter(({ statement }) => isPublic(statement, asOf))
    .map((found) => {
      const [principal] = [...found.statement.notPrincipals, ...found.statement.principals];
      return { ...found, at: principal?.identifier.place ?? found.statement.place };
    });
}
