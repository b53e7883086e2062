import type { Expression } from "../syntax.ts";
import { type CallSite, type CodeValue, MAX_OPTIONS, plainTexts, type TextPart } from "./value.ts";

/** The parts that a value contributes to a string. */
function partsOf(value: CodeValue): readonly TextPart[] {
  return value.kind === "text" ? value.parts : [{ kind: "unknown" }];
}

/** Merges neighbouring literal parts. */
function mergeText(parts: readonly TextPart[]): readonly TextPart[] {
  const merged: TextPart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === "string" && typeof last === "string") merged[merged.length - 1] = last + part;
    else merged.push(part);
  }
  return merged;
}

/**
 * The strings that a template may yield: all combinations of its parts, or one with unknown parts if these are too
 * many.
 */
export function templateTexts(
  parts: readonly (string | Expression)[],
  at: (inner: Expression) => readonly CodeValue[],
): readonly CodeValue[] {
  let texts: TextPart[][] = [[]];
  for (const part of parts) {
    const options = typeof part === "string" ? [[part]] : at(part).map(partsOf);
    const usable = options.length === 0 ? [[{ kind: "unknown" } as const]] : options;
    const combined = texts.flatMap((text) => usable.map((option) => [...text, ...option]));
    texts = combined.length > MAX_OPTIONS ? texts.map((text) => [...text, { kind: "unknown" }]) : combined;
  }
  return texts.map((text) => ({ kind: "text", parts: mergeText(text) }));
}

/** One text after another. */
export function joined(first: CodeValue, second: CodeValue): CodeValue {
  return { kind: "text", parts: mergeText([...partsOf(first), ...partsOf(second)]) };
}

/** `"orders-{}".format(stage)`. */
export function formatted(format: Extract<CodeValue, { kind: "text" }>, site: CallSite): CodeValue {
  let next = 0;
  const argumentFor = (key: string) => {
    if (key === "") return site.arguments[next++];
    return /^\d/.test(key) ? site.arguments[Number(key)] : site.arguments.find(({ name }) => name === key);
  };
  const pieces = format.parts.flatMap((part): readonly TextPart[] =>
    typeof part === "string" ? part.split(/(\{\w*\})/) : [part],
  );
  const parts = pieces.flatMap((piece): readonly TextPart[] => {
    const [, key] = typeof piece === "string" ? (/^\{(\w*)\}$/.exec(piece) ?? []) : [];
    if (key === undefined) return piece === "" ? [] : [piece];
    const [value] = argumentFor(key)?.values() ?? [];
    return value ? partsOf(value) : [{ kind: "unknown" }];
  });
  return { kind: "text", parts: mergeText(parts) };
}

/** `fmt.Sprintf("orders-%s", stage)`. */
export function printed(format: CodeValue, { arguments: [, ...values] }: CallSite): CodeValue {
  let next = 0;
  const parts = partsOf(format).flatMap((part): readonly TextPart[] => {
    if (typeof part !== "string") return [part];
    return part.split(/(%[-+# 0]*(?:[1-9]\d*)?(?:\.\d+)?[a-zA-Z%])/).flatMap((piece): readonly TextPart[] => {
      if (!piece.startsWith("%")) return piece === "" ? [] : [piece];
      if (piece === "%%") return ["%"];
      const [value] = values[next++]?.values() ?? [];
      return value ? partsOf(value) : [{ kind: "unknown" }];
    });
  });
  return { kind: "text", parts: mergeText(parts) };
}

/** An environment variable read by a call: `os.getenv("TABLE", "orders")`. */
export function environmentCall({ arguments: [name, fallback] }: CallSite): readonly CodeValue[] {
  return plainTexts(name?.values() ?? []).map((text) => ({
    kind: "text",
    parts: [{ kind: "environment", name: text, fallback: fallback?.values().flatMap(partsOf) }],
  }));
}

/** `process.env.TABLE || "orders"`: the second value is the fallback of the first. */
export function withFallback(options: readonly (readonly CodeValue[])[]): readonly CodeValue[] {
  const [first, ...rest] = options;
  const [value] = first ?? [];
  const [part] = value?.kind === "text" ? value.parts : [];
  const isVariable = first?.length === 1 && value?.kind === "text" && value.parts.length === 1;
  if (isVariable && typeof part === "object" && part.kind === "environment") {
    const fallback = rest.flat().flatMap((each) => (each.kind === "text" ? each.parts : []));
    return [{ kind: "text", parts: [{ ...part, fallback: fallback.length > 0 ? fallback : part.fallback }] }];
  }
  const values = options.flat();
  const known = values.filter(({ kind }) => kind !== "unknown");
  return known.length > 0 ? known : values;
}
