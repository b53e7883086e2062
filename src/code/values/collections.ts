import { resourceElement } from "../sdk/sdk-boto3-resource.ts";
import { anyMember } from "./any-member.ts";
import type { Evaluator } from "./evaluator.ts";
import { type CodeValue, limited, plainTexts, textValue, UNKNOWN } from "./value.ts";

/** What lists and objects contain. */
export class Collections {
  private readonly evaluator: Evaluator;
  private readonly spreading = new Set<unknown>();

  constructor(evaluator: Evaluator) {
    this.evaluator = evaluator;
  }

  /** The elements of a list, or one of them; unknown for values that are not lists. */
  elements(value: CodeValue, index?: number): readonly CodeValue[] {
    if (value.kind === "sdk" && value.sdk.kind === "builder") return [value];
    if (value.kind === "sdk") return [resourceElement(value.sdk) ?? UNKNOWN];
    if (value.kind !== "list") return [UNKNOWN];
    const chosen = index === undefined ? value.elements : value.elements.slice(index, index + 1);
    const found = chosen.flatMap((element) => this.evaluator.evaluate(element));
    // `[...others, one]`
    const spread = index === undefined ? this.spreadElements(value, found) : [];
    return limited([...found, ...spread]);
  }

  private spreadElements(
    list: Extract<CodeValue, { kind: "list" }>,
    found: readonly CodeValue[],
  ): readonly CodeValue[] {
    // a list that contains its own earlier elements: `entries = append(entries, entry)`
    const guard = list.elements[0]?.expression;
    if (this.spreading.has(guard)) return [];
    this.spreading.add(guard);
    const elements = found.flatMap((each) => (each.kind === "list" ? this.elements(each) : []));
    this.spreading.delete(guard);
    return elements;
  }

  /** The known keys of an object, and whether these are all. */
  keys(value: CodeValue): { readonly keys: readonly CodeValue[]; readonly isComplete: boolean } {
    if (value.kind !== "object") return { keys: [], isComplete: false };
    const { node, scope, frame } = value;
    const keys = node.entries.flatMap(({ key, computedKey }) => {
      if (key !== undefined) return [textValue(key)];
      return computedKey ? this.evaluator.evaluate({ expression: computedKey, scope, frame }) : [];
    });
    return { keys, isComplete: node.spreads.length === 0 };
  }

  /** All values in an object or a list. */
  contents(value: CodeValue): readonly CodeValue[] {
    if (value.kind === "list") return this.elements(value);
    if (value.kind !== "object") return [];
    const { node, scope, frame, assigned } = value;
    const later = [...(assigned?.values() ?? [])].flat();
    return [
      ...node.entries.flatMap((entry) => this.evaluator.evaluate({ expression: entry.value, scope, frame })),
      ...later.flatMap((located) => this.evaluator.evaluate({ ...located, frame: undefined })),
    ];
  }

  /** The values of `object[key]`, for each of the objects and keys that there may be. */
  indexed(objects: readonly CodeValue[], keys: readonly CodeValue[]): readonly CodeValue[] {
    const names = plainTexts(keys);
    return limited(
      objects.flatMap((object): readonly CodeValue[] => {
        if (object.kind === "list") return this.elements(object);
        if (names.length > 0) return names.flatMap((name) => this.evaluator.member(object, name));
        if (object.kind === "object") return this.contents(object);
        // a function with type arguments, in Go
        if (object.kind === "function") return [object];
        if (object.kind !== "sdk") {
          const any = anyMember(object, keys, this.evaluator);
          // a deployment sets the variable, so that it is one and the same member for a function
          if (any.length > 1 && keys.some(isOfEnvironment)) return [{ kind: "method", of: object, name: "?" }];
          // what is in a file may be no function
          return any.length > 0 && object.kind !== "module" ? any : [...any, UNKNOWN];
        }
        return [resourceElement(object.sdk) ?? { kind: "method", of: object, name: "?" }];
      }),
    );
  }
}

/** Whether a text has a part that an environment variable gives. */
function isOfEnvironment(key: CodeValue): boolean {
  return key.kind === "text" && key.parts.some((part) => typeof part === "object" && part.kind === "environment");
}
