import type { Place, Value } from "../../terraform/index.ts";

/** What a function's role must allow for one of its settings or triggers to work. */
export interface Need {
  /** What needs it, as a phrase: "to read from its queue". */
  readonly purpose: string;
  readonly actions: readonly string[];
  /** The resource as written; undefined if the actions support only `*`, or it has no ARN here. */
  readonly resource: Value | undefined;
  /** The resource as a pattern; `*` if the actions support no other. */
  readonly pattern: string;
  /** Where the need comes from. */
  readonly at: Place;
  /** What happens without it. */
  readonly lack: "creation-fails" | "events-lost" | "nothing-read" | "rotation-fails" | "no-telemetry";
}

/** What Lambda's network interfaces require (developer guide, Giving Lambda functions access to a VPC, 2026-11). */
export const NETWORK_ACTIONS = [
  "ec2:CreateNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DeleteNetworkInterface",
] as const;
