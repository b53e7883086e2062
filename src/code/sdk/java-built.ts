import { settingName } from "../languages/java-setting.ts";
import type { Evaluator } from "../values/evaluator.ts";
import type { CodeValue } from "../values/value.ts";

type Sdk = Extract<CodeValue, { kind: "sdk" }>;

/** Something of the SDK for Java that was built, as an object with its parameters; other values as they are. */
export function openRequest(value: CodeValue, evaluator: Evaluator): CodeValue {
  if (value.kind === "function") return setBy(value, evaluator);
  if (value.kind !== "sdk" || value.sdk.kind !== "builder") return value;
  const later = [...(value.assigned ?? [])].map(([name, located]) => ({
    name: settingName(name),
    isSpread: false,
    values: () => located.flatMap((each) => evaluator.evaluate({ ...each, frame: undefined })),
  }));
  return { kind: "keywords", arguments: [...value.sdk.arguments, ...later] };
}

/** `r -> r.tableName(table)`: what a function adds to the request that it gets. */
function setBy(value: Extract<CodeValue, { kind: "function" }>, evaluator: Evaluator): CodeValue {
  const unit = value.function;
  const [parameter] = unit.node.parameters;
  if (!parameter?.name || unit.scope.file.file.language !== "java") return value;
  const empty: Sdk = { kind: "sdk", sdk: { kind: "builder", of: "", arguments: [] } };
  const passed = { name: undefined, isSpread: false, values: () => [empty] };
  const frame = { function: unit, call: { arguments: [passed] }, outer: value.within };
  const returned = unit.returns.length > 0 ? evaluator.returnsOf(unit, frame) : [];
  const built = returned.flatMap((each) => {
    const object = each.kind === "sdk" ? openRequest(each, evaluator) : each;
    return object.kind === "keywords" ? object.arguments : [];
  });
  const set = [...(unit.scope.members.get(parameter.name) ?? [])].map(([name, located]) => ({
    name: settingName(name),
    isSpread: false,
    values: () => located.flatMap((each) => evaluator.evaluate({ ...each, frame })),
  }));
  return { kind: "keywords", arguments: [...built, ...set] };
}
