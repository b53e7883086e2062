import type { CallExpression } from "../syntax.ts";
import type { Evaluator } from "../values/evaluator.ts";
import type { CallSite, CodeValue, PassedArgument } from "../values/value.ts";

/** Functions that a call passes on to be called, and the arguments that they will be called with. */
export interface HandedOver {
  readonly functions: readonly CodeValue[];
  readonly arguments: readonly PassedArgument[];
}

/** Which argument is the function; the arguments after it are the function's. */
const FUNCTION_POSITIONS: Readonly<Record<string, number>> = {
  submit: 0,
  partial: 0,
  to_thread: 0,
  call_soon: 0,
  run_in_executor: 1,
};

/** `executor.submit(send, message)`, `partial(send, queue)`, `Thread(target=send, args=(message,))`. */
export function handedOver(
  { callee }: CallExpression,
  { arguments: passed }: CallSite,
  evaluator: Evaluator,
): HandedOver | undefined {
  const name = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
  const target = passed.find((argument) => argument.name === "target");
  if (/^(?:Thread|Process)$/.test(name) && target) {
    const list = passed.find((argument) => argument.name === "args")?.values() ?? [];
    return { functions: target.values(), arguments: list.flatMap((value) => elementsOf(value, evaluator)) };
  }
  if (!Object.hasOwn(FUNCTION_POSITIONS, name)) return undefined;
  const at = FUNCTION_POSITIONS[name] ?? 0;
  return { functions: passed[at]?.values() ?? [], arguments: passed.slice(at + 1) };
}

function elementsOf(value: CodeValue, evaluator: Evaluator): readonly PassedArgument[] {
  if (value.kind !== "list") return [];
  return value.elements.map((element) => ({
    name: undefined,
    isSpread: false,
    values: () => evaluator.evaluate(element),
  }));
}
