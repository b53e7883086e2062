import { formatHcl, isIdentifier, parseHcl, quoted, SourceFile } from "../../hcl/index.ts";
import { numberText, object, type Value } from "../values/value.ts";
import { type CallContext, type FunctionTable, lenient, strict } from "./definition.ts";
import { knowledgeOf } from "./knowledge.ts";
import { anything } from "./parameters.ts";
import { isMap, type Plain } from "./plain.ts";
import { invalid, notEvaluated } from "./refusal.ts";
import { knownText } from "./text-parts.ts";

/** Functions of Terraform's built-in provider, after its internal/builtin/providers/terraform (1.14, 2026-11). */
export const terraformFunctions: FunctionTable = {
  "provider::terraform::decode_tfvars": lenient(1, 1, decodeVariables),
  "provider::terraform::encode_expr": strict([anything], (plain) => (plain === null ? invalid() : formatted(plain))),
  "provider::terraform::encode_tfvars": strict([anything], (plain) =>
    formatHcl(isMap(plain) ? items(plain) : invalid()),
  ),
};

/** The attributes in a text, which must not contain references. */
function decodeVariables({ place, evaluateAlone }: CallContext, text: Value): Value {
  const file = new SourceFile(place.file.path, knownText(text) ?? notEvaluated());
  const { body, errors } = parseHcl(file);
  if (errors.length > 0) return invalid();
  const entries = body.items.map((item) => {
    if (item.kind === "block") return invalid();
    const value = evaluateAlone(item.expression, file);
    return [item.name, knowledgeOf(value).validity === "invalid" ? invalid() : value] as const;
  });
  return object(new Map(entries), place);
}

/** A lone expression is not a file: it is formatted as an argument's. */
function formatted(plain: Plain): string {
  const name = "x = ";
  return formatHcl(`${name}${written(plain)}`).slice(name.length);
}

/** One argument per line. Only identifiers are allowed as names. */
function items(content: ReadonlyMap<string, Plain>): string {
  return [...content].map(([name, value]) => `${isIdentifier(name) ? name : invalid()} = ${written(value)}\n`).join("");
}

function written(plain: Plain): string {
  if (typeof plain === "string") return quoted(plain);
  if (typeof plain === "number") return numberText(plain);
  if (plain === null || typeof plain === "boolean") return String(plain);
  if (!isMap(plain)) return `[${plain.map(written).join(", ")}]`;
  if (plain.size === 0) return "{}";
  const lines = [...plain].map(([key, value]) => `${isIdentifier(key) ? key : quoted(key)} = ${written(value)}\n`);
  return `{\n${lines.join("")}}`;
}
