import { grouped } from "../../grouped.ts";

/** The result of `lambda-tf permissions` as plain data, which `schemas/permissions.schema.json` describes. */
export interface PermissionsReport {
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly functions: readonly ReportedFunction[];
  readonly stateMachines: readonly ReportedStateMachine[];
  readonly policies: readonly ReportedPolicy[];
}

/** A function with what it needs and what it is granted. */
export interface ReportedFunction {
  /** The directory of its root module. */
  readonly root: string;
  /** Its address including that of its module: `module.orders.aws_lambda_function.api`. */
  readonly function: string;
  /** Null if it is not declared here. */
  readonly role: string | null;
  /** The files of its code that were read; null if none could be. */
  readonly code: readonly string[] | null;
  readonly needs: readonly ReportedNeed[];
  readonly grants: readonly ReportedGrant[];
  readonly unused: readonly ReportedUnused[];
  readonly tooWide: readonly ReportedGrant[];
  /** Why it may need more; empty if `needs` is complete. */
  readonly atLeast: readonly string[];
}

/** A state machine with what it needs and what it is granted. */
export interface ReportedStateMachine {
  /** The directory of its root module. */
  readonly root: string;
  /** Its address including that of its module. */
  readonly stateMachine: string;
  /** Null if it is not declared here. */
  readonly role: string | null;
  readonly needs: readonly ReportedNeed[];
  readonly grants: readonly ReportedGrant[];
  readonly tooWide: readonly ReportedGrant[];
  /** Why it may need more; empty if `needs` is complete. */
  readonly atLeast: readonly string[];
}

/** An action that a function or a state machine needs. */
export interface ReportedNeed {
  readonly action: string;
  /** In HCL, with `<Name>` for unknown parts. */
  readonly resource: string;
  readonly origin: "code" | "setting" | "state" | "trigger";
  readonly purpose: string;
  /** `src/orders.py:12`, `main.tf:30` */
  readonly places: readonly string[];
  /** "unknown" if not all of the role's policies are known. */
  readonly granted: "yes" | "conditionally" | "no" | "unknown";
  /** The condition or permissions boundary that the grant depends on; null if there is none. */
  readonly condition: string | null;
}

/** A statement of the role. */
export interface ReportedGrant {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly policy: string;
  readonly place: string;
}

/** An action that is granted but not needed. */
export interface ReportedUnused {
  readonly action: string;
  readonly policy: string;
  readonly place: string;
}

/** The policy that a role should have. */
export interface ReportedPolicy {
  readonly role: string | null;
  readonly functions: readonly string[];
  readonly stateMachines: readonly string[];
  readonly statements: readonly { readonly actions: readonly string[]; readonly resources: readonly string[] }[];
  /** Resources that it replaces. */
  readonly replaces: readonly string[];
  /** Whether the functions and state machines may need more than it allows. */
  readonly isAtLeast: boolean;
  /** The directory of the module it belongs in. */
  readonly directory: string;
  readonly hcl: string;
}

/** Whether a need is granted, in words. */
export function grantedText({ granted, condition }: ReportedNeed): string {
  return condition === null ? granted : `${granted} (${condition})`;
}

/** A function or a state machine, as the formats for people show both. */
export interface Subject extends Omit<ReportedStateMachine, "stateMachine" | "grants"> {
  readonly address: string;
  /** The files of a function's code; undefined for a state machine. */
  readonly code: readonly string[] | null | undefined;
  readonly unused: readonly ReportedUnused[];
}

/** The functions and then the state machines of each root module, in their order. */
export function subjectsByRoot({
  functions,
  stateMachines,
}: PermissionsReport): readonly (readonly [root: string, own: readonly Subject[]])[] {
  const subjects: readonly Subject[] = [
    ...functions.map((fn) => ({ ...fn, address: fn.function })),
    ...stateMachines.map((machine) => ({ ...machine, address: machine.stateMachine, code: undefined, unused: [] })),
  ];
  return [...grouped(subjects, ({ root }) => [root])];
}
