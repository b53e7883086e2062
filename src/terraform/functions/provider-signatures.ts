import type { TypeConstraint } from "../evaluation/type-constraint.ts";
import type { FunctionParameter, FunctionSignature } from "./signatures.ts";

const STRING: TypeConstraint = { kind: "string" };
const TEXT: FunctionParameter = { type: STRING, isNullable: false };
const ANYTHING: FunctionParameter = { type: { kind: "any" }, isNullable: false };

/** Functions of providers; their sources are named where they are implemented. */
export const PROVIDER_SIGNATURES: ReadonlyMap<string, FunctionSignature> = new Map([
  ["provider::aws::arn_build", signature([TEXT, TEXT, TEXT, TEXT, TEXT], STRING)],
  ["provider::aws::arn_parse", signature([TEXT], texts("partition", "service", "region", "account_id", "resource"))],
  ["provider::aws::trim_iam_role_path", signature([TEXT], STRING)],
  ["provider::aws::user_agent", signature([TEXT, TEXT, TEXT], STRING)],
  ["provider::terraform::decode_tfvars", signature([TEXT], { kind: "any" })],
  ["provider::terraform::encode_expr", signature([ANYTHING], STRING)],
  ["provider::terraform::encode_tfvars", signature([ANYTHING], STRING)],
]);

function signature(parameters: readonly FunctionParameter[], result: TypeConstraint): FunctionSignature {
  return { parameters, rest: undefined, result };
}

function texts(...names: readonly string[]): TypeConstraint {
  const attribute = { type: STRING, isOptional: false, defaultValue: undefined };
  return { kind: "object", attributes: new Map(names.map((name) => [name, attribute])) };
}
