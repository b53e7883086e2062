import { concatenation, type Place, primitiveText, unknown, type Value, withSensitivity } from "../values/value.ts";
import { isWhole } from "./knowledge.ts";
import { toPlain } from "./plain-value.ts";
import { invalid } from "./refusal.ts";

/** The literal and unknown parts of a string; refuses a value that is not a string and cannot be converted to one. */
export function textParts(value: Value): readonly (string | Value)[] {
  switch (value.kind) {
    case "known":
      return [primitiveText(value) ?? ""];
    case "template":
    case "json":
      if (isWhole(value)) return [String(toPlain(value))];
      return value.kind === "json" ? [value] : value.parts;
    case "unknown":
    case "choice":
      return [value];
    default:
      return invalid();
  }
}

/** The whole text; undefined if part of it is not known. */
export function knownText(value: Value): string | undefined {
  const [only, ...others] = textParts(value);
  if (others.length > 0 || typeof only === "object") return undefined;
  return only ?? "";
}

/** Changes the known parts of a string, for changes that treat every character separately. */
export function changeText(value: Value, change: (text: string) => string, place: Place): Value {
  const parts = textParts(value).map((part) =>
    typeof part === "string" ? change(part) : withSensitivity(unknown("not-evaluated", part.place), part.sensitive),
  );
  return joinParts(parts, place);
}

/** Joins parts; a single value is returned as it is, to keep its references. */
export function joinParts(parts: readonly (string | Value)[], place: Place): Value {
  const written = parts.filter((part) => part !== "");
  const [only] = written;
  if (written.length === 1 && typeof only === "object" && only.kind !== "known") return only;
  return concatenation(written, place);
}
