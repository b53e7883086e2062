import { stringOf } from "../terraform/index.ts";
import type { DocumentFault } from "./document-fault.ts";
import type { PolicySite } from "./policy-sites.ts";
import type { Statement, Strings } from "./statement.ts";

/** Actions in a statement of a queue's policy (Amazon SQS developer guide, Amazon SQS policy quotas, 2026-11). */
const MAX_ACTIONS = 7;

/**
 * Statements that SQS refuses, though they are valid in other policies. With several resources, its error says "Each
 * statement in the policy should have exactly one resource" (cfn-lint E3515, 2026-11).
 */
export function queueFaults(statement: Statement, { attachment, kind }: PolicySite): readonly DocumentFault[] {
  if (attachment !== "resource" || kind !== "queue" || !statement.isCertain) return [];
  const { actions, notActions, resources, notResources } = statement;
  return [
    ...[resources, notResources].flatMap((strings) => severalResources(strings)),
    ...[actions, notActions].flatMap((strings) => manyActions(strings)),
  ];
}

function severalResources({ values, place, isComplete }: Strings): DocumentFault[] {
  const [, second] = values;
  if (!place || !isComplete || !second) return [];
  return [
    {
      at: place,
      value: second,
      message: `The statement names ${values.length} resources, but SQS accepts one in each statement`,
      help: "Name only the queue itself: the policy says nothing of other queues",
    },
  ];
}

function manyActions({ values, place, isComplete }: Strings): DocumentFault[] {
  const names = new Set(values.map((value) => stringOf(value)?.toLowerCase()));
  const last = values.at(-1);
  if (!place || !isComplete || !last || names.has(undefined) || names.size <= MAX_ACTIONS) return [];
  return [
    {
      at: place,
      value: last,
      message: `The statement names ${names.size} actions, but SQS accepts ${MAX_ACTIONS} in each statement`,
      help: "Leave out what is not needed, or divide them among several statements",
    },
  ];
}
