import { grouped } from "../../grouped.ts";

/** What `lambda-tf permissions` says, as plain data: `schemas/permissions.schema.json` describes it. */
export interface PermissionsReport {
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly functions: readonly ReportedFunction[];
  readonly policies: readonly ReportedPolicy[];
}

/** A function, with what it needs and what it is granted. */
export interface ReportedFunction {
  /** The directory of the root module that it is part of. */
  readonly root: string;
  /** Its address, with that of its module: `module.orders.aws_lambda_function.api`. */
  readonly function: string;
  /** Null where it is not declared here. */
  readonly role: string | null;
  /** The files of its code that were read; null where none could be. */
  readonly code: readonly string[] | null;
  readonly needs: readonly ReportedNeed[];
  readonly grants: readonly ReportedGrant[];
  readonly unused: readonly ReportedUnused[];
  readonly tooWide: readonly ReportedGrant[];
  /** Why it may need more; empty where the needs are all. */
  readonly atLeast: readonly string[];
}

/** An action that a function needs. */
export interface ReportedNeed {
  readonly action: string;
  /** As HCL writes it, with `<Name>` for what is not known. */
  readonly resource: string;
  readonly origin: "code" | "setting" | "trigger";
  readonly purpose: string;
  /** `src/orders.py:12`, `main.tf:30` */
  readonly places: readonly string[];
  /** Unknown where the role's policies are not all known. */
  readonly granted: "yes" | "conditionally" | "no" | "unknown";
  /** What it depends on whether it is granted: a condition, or a permissions boundary; null where on nothing. */
  readonly condition: string | null;
}

/** A statement of the function's role. */
export interface ReportedGrant {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly policy: string;
  readonly place: string;
}

/** An action that is granted and not needed. */
export interface ReportedUnused {
  readonly action: string;
  readonly policy: string;
  readonly place: string;
}

/** The policy that a role should have. */
export interface ReportedPolicy {
  readonly role: string | null;
  readonly functions: readonly string[];
  readonly statements: readonly { readonly actions: readonly string[]; readonly resources: readonly string[] }[];
  /** Resources that it stands in place of. */
  readonly replaces: readonly string[];
  /** Whether the functions may need more than it allows. */
  readonly isAtLeast: boolean;
  /** The directory of the module that it belongs into. */
  readonly directory: string;
  readonly hcl: string;
}

/** What a need is granted as, for people. */
export function grantedText({ granted, condition }: ReportedNeed): string {
  return condition === null ? granted : `${granted} (${condition})`;
}

/** Functions by the root module that they are part of, in their order. */
export function byRoot(
  functions: readonly ReportedFunction[],
): readonly (readonly [root: string, own: readonly ReportedFunction[]])[] {
  return [...grouped(functions, ({ root }) => [root])];
}
