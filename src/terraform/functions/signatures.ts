import type { TypeConstraint } from "../evaluation/type-constraint.ts";
import { PROVIDER_SIGNATURES } from "./provider-signatures.ts";
import { SIGNATURES } from "./signatures.generated.ts";

/** A parameter of a function. */
export interface FunctionParameter {
  readonly type: TypeConstraint;
  readonly isNullable: boolean;
}

/** The parameters of a function, and its result. */
export interface FunctionSignature {
  readonly parameters: readonly FunctionParameter[];
  /** The type of any further arguments. */
  readonly rest: FunctionParameter | undefined;
  readonly result: TypeConstraint;
}

let lines: ReadonlyMap<string, string> | undefined;
const signatures = new Map<string, FunctionSignature>();

/** The signature of a built-in function of Terraform, or of a known provider's function; undefined for others. */
export function functionSignature(name: string): FunctionSignature | undefined {
  const known = signatures.get(name) ?? PROVIDER_SIGNATURES.get(name);
  if (known) return known;
  lines ??= new Map(
    SIGNATURES.trim()
      .split("\n")
      .map((line) => [line.slice(0, line.indexOf(" ")), line]),
  );
  const line = lines.get(name);
  if (line === undefined) return undefined;
  const signature = readLine(line);
  signatures.set(name, signature);
  return signature;
}

function readLine(line: string): FunctionSignature {
  const [, ...codes] = line.split(" ");
  const parameters: FunctionParameter[] = [];
  let rest: FunctionParameter | undefined;
  let result: TypeConstraint = { kind: "any" };
  for (const code of codes) {
    if (code.startsWith(">")) result = readType(code.slice(1));
    else if (code.startsWith("+")) rest = readParameter(code.slice(1));
    else parameters.push(readParameter(code));
  }
  return { parameters, rest, result };
}

function readParameter(code: string): FunctionParameter {
  const isNullable = code.endsWith("?");
  return { type: readType(isNullable ? code.slice(0, -1) : code), isNullable };
}

const PRIMITIVES = { s: "string", n: "number", b: "bool", d: "any" } as const;
const COLLECTIONS = { L: "list", S: "set", M: "map" } as const;

function readType(code: string): TypeConstraint {
  const letter = code[0] ?? "";
  if (isOf(COLLECTIONS, letter)) return { kind: COLLECTIONS[letter], of: readType(code.slice(1)) };
  return { kind: isOf(PRIMITIVES, letter) ? PRIMITIVES[letter] : "any" };
}

function isOf<T extends object>(table: T, letter: string): letter is Extract<keyof T, string> {
  return Object.hasOwn(table, letter);
}
