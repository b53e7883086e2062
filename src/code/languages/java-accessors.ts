import type { Expression, FunctionNode, Parameter, Statement } from "../syntax.ts";
import { fieldConstructor } from "./field-constructor.ts";
import { THIS } from "./java-names.ts";

/** The constructor that sets a field from each parameter. */
export function constructorOf(parameters: readonly Parameter[], start: number): FunctionNode {
  return { ...fieldConstructor(parameters, start), name: "constructor" };
}

/** A method that returns a field. */
export function getter(name: string, field: string, start: number): FunctionNode {
  return returning(name, { kind: "member", object: { kind: "name", name: THIS, start }, name: field, start });
}

/** A method that returns a value. */
export function returning(name: string, value: Expression): FunctionNode {
  const { start } = value;
  const body: readonly Statement[] = [{ kind: "return", value, start }];
  return { name, parameters: [], body, self: THIS, isProperty: false, decorators: [], start };
}
