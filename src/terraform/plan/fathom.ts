import { allReferences, alternatives, dataOf } from "../queries.ts";
import { choice, unknown, type Value, withSensitivity } from "../value.ts";
import { isSameData, isUnsaid, type Planned, plannedValue } from "./planned.ts";

/**
 * What a plan says of a value whose expression is not there: only what it refers to is known. A reference is taken for the
 * value itself where it has the very value that is planned, or where the planned one is not known either.
 */
export function fathom(referred: Value, planned: Planned): Value {
  if (isUnsaid(planned)) return referred;
  return withSensitivity(fathomed(referred, planned), planned.sensitive === true);
}

function fathomed(referred: Value, planned: Planned): Value {
  const { place } = referred;
  const options = alternatives(referred);
  const attributes = options.filter(({ kind, via }) => kind === "unknown" && via !== undefined);
  const open = attributes.length > 0 ? attributes : options.flatMap(resourcesIn);
  const unknownPart = open.length > 0 ? choice(open, place) : unknown("computed", place);
  if (planned.unknown === true || (planned.after === null && attributes.length > 0)) return unknownPart;
  const same = options.find((option) => dataOf(option) !== undefined && isSameData(dataOf(option), planned.after));
  return same ?? plannedValue(planned, { place, unknownPart, mentions: allReferences(referred) });
}

/** The resources of a reference that stops at an index which is no constant: `aws_lambda_function.worker`. */
function resourcesIn(option: Value): readonly Value[] {
  if (option.kind === "resource") return [option];
  if (option.kind === "list") return option.elements.filter(({ kind }) => kind === "resource");
  return option.kind === "object" ? [...option.entries.values()].filter(({ kind }) => kind === "resource") : [];
}
