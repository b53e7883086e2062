import type { Expression, FunctionNode, Parameter, Statement } from "../syntax.ts";

/** A parameter that a field gets its value from. */
export function fieldParameter(name: string, fallback: Expression | undefined): Parameter {
  return { target: { kind: "name", name }, name, fallback, rest: undefined };
}

/** The constructor of a class that is made with the values of its fields. */
export function fieldConstructor(parameters: readonly Parameter[], start: number): FunctionNode {
  const self = "self";
  const body = parameters.flatMap(({ name }): readonly Statement[] => {
    if (name === undefined) return [];
    const target = { kind: "member", object: { kind: "name", name: self, start }, name } as const;
    const value: Expression = { kind: "name", name, start };
    return [{ kind: "assign", target, value, takes: "value", declares: true, start }];
  });
  return { name: "__init__", parameters, body, self, isProperty: false, decorators: [], start };
}
