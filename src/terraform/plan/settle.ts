import { couldBe, dataOf } from "../values/queries.ts";
import {
  type ChoiceValue,
  type JsonValue,
  type ListValue,
  type ObjectValue,
  type Value,
  withSensitivity,
} from "../values/value.ts";
import {
  elementsOfPlanned,
  isDataList,
  isDataObject,
  isSameData,
  isUnsaid,
  type Planned,
  partOf,
  plannedValue,
} from "./planned.ts";

/**
 * Completes a value of the configuration with a plan's. What the configuration knows stays as it is, with its places;
 * what only the plan knows gets the place of the expression that it is the result of.
 */
export function settle(configured: Value, planned: Planned): Value {
  return withSensitivity(settled(configured, planned), planned.sensitive === true);
}

function settled(configured: Value, planned: Planned): Value {
  if (planned.unknown === true || isUnsaid(planned) || dataOf(configured) !== undefined) return configured;
  switch (configured.kind) {
    case "choice":
      return settledChoice(configured, planned);
    case "list":
      return settledList(configured, planned);
    case "object":
      return settledObject(configured, planned);
    case "json":
      return settledJson(configured, planned);
    case "resource":
    case "null":
      return configured;
    default: {
      const { place, via } = configured;
      if (isUnsaidAttribute(configured, planned)) return configured;
      const mentions = "mentions" in configured ? configured.mentions : undefined;
      return plannedValue(planned, { place, via, mentions });
    }
  }
}

/** Whether a resource's attribute has no value in the plan: providers fill in some attributes only after apply. */
function isUnsaidAttribute({ kind, via }: Value, { after }: Planned): boolean {
  return after === null && kind === "unknown" && via !== undefined;
}

/** The option that the plan chose. */
function settledChoice({ options, place, via }: ChoiceValue, planned: Planned): Value {
  const taken = options.find((option) => couldBecome(option, planned));
  return taken ? settle(taken, planned) : plannedValue(planned, { place, via });
}

function settledList(configured: ListValue, planned: Planned): Value {
  const elements = elementsOfPlanned(planned);
  const { place, via, collection } = configured;
  if (!elements) return plannedValue(planned, { place, via });
  if (!configured.open && collection !== "set" && elements.length === configured.elements.length)
    return { ...configured, elements: configured.elements.map((element, i) => settle(element, partOf(planned, i))) };
  return { ...configured, elements: matched(configured, elements), open: false, rest: undefined };
}

/** The configuration's element for each element of a plan: one with the same value, or the only one left. */
function matched({ elements, place }: ListValue, planned: readonly Planned[]): readonly Value[] {
  const known = elements.map((element) => ({ element, data: dataOf(element) }));
  const open = known.filter(({ data }) => data === undefined).map(({ element }) => element);
  const isOnly = open.length === 1;
  return planned.map((part) => {
    const same = known.find(({ data }) => data !== undefined && isSameData(data, part.after));
    if (same) return same.element;
    const next = isOnly || part.unknown === true ? open.shift() : undefined;
    return next ? settle(next, part) : plannedValue(part, { place });
  });
}

function settledObject(configured: ObjectValue, planned: Planned): Value {
  const { place, via } = configured;
  if (!isDataObject(planned.after)) return plannedValue(planned, { place, via });
  const entries = new Map<string, Value>();
  for (const [name, value] of configured.entries) entries.set(name, settle(value, partOf(planned, name)));
  if (!configured.open) return { ...configured, entries };
  for (const name of Object.keys(planned.after))
    if (!entries.has(name)) entries.set(name, plannedValue(partOf(planned, name), { place }));
  return { ...configured, entries, open: false, rest: undefined };
}

function settledJson(configured: JsonValue, planned: Planned): Value {
  if (typeof planned.after !== "string") return configured;
  try {
    const content = { after: JSON.parse(planned.after), unknown: undefined, sensitive: undefined };
    return { ...configured, content: settle(configured.content, content) };
  } catch {
    return configured;
  }
}

/** False only if it is impossible that the plan's value is this one. */
function couldBecome(option: Value, planned: Planned): boolean {
  const { after } = planned;
  const data = dataOf(option);
  if (data !== undefined) return isSameData(data, after);
  if (option.kind === "list") return isDataList(after);
  if (option.kind === "object") return isDataObject(after);
  return typeof after !== "string" || couldBe(option, after);
}
