import { allReferences, alternatives, dataOf } from "../values/queries.ts";
import { choice, unknown, type Value, withSensitivity } from "../values/value.ts";
import { isSameData, isUnsaid, type Planned, plannedValue } from "./planned.ts";

/**
 * The value of an expression that a plan does not contain, of which only the references are known. A reference counts
 * as the value itself if it has exactly the planned value, or if the planned value is not known either.
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

/** The resources in a reference that stops at an index which is not constant: `aws_lambda_function.worker`. */
function resourcesIn(option: Value): readonly Value[] {
  if (option.kind === "resource") return [option];
  if (option.kind === "list") return option.elements.filter(({ kind }) => kind === "resource");
  return option.kind === "object" ? [...option.entries.values()].filter(({ kind }) => kind === "resource") : [];
}
