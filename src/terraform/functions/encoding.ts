import { jsonContent } from "../values/json-text.ts";
import type { JsonValue, Value } from "../values/value.ts";
import { readCsv } from "./csv.ts";
import { type CallContext, type FunctionTable, lenient, raw, strict } from "./definition.ts";
import { parseJson } from "./json.ts";
import { knowledgeOf } from "./knowledge.ts";
import { anything, text } from "./parameters.ts";
import { toValue } from "./plain-value.ts";
import { invalid, notEvaluated } from "./refusal.ts";
import { knownText } from "./text-parts.ts";
import { readYaml, writeYaml } from "./yaml.ts";

/** Conversions between text and data. `base64gzip` is left out, as its result depends on the compressor. */
export const encodingFunctions: FunctionTable = {
  base64decode: strict([text], (encoded) => decodeUtf8(decodeBase64(encoded))),
  base64encode: strict([text], (value) => Buffer.from(value).toString("base64")),
  csvdecode: strict([text], readCsv),
  jsondecode: lenient(1, 1, decodeJson),
  jsonencode: raw(1, encodeJson),
  textdecodebase64: strict([text, text], (encoded, encoding) => decodeText(decodeBase64(encoded), encoding)),
  textencodebase64: strict([text, text], (value, encoding) => encodeText(value, encoding).toString("base64")),
  urlencode: strict([text], escapeQuery),
  yamldecode: lenient(1, 1, ({ place }, value) =>
    toValue(readYaml(knownText(value) ?? notEvaluated()), value.place ?? place),
  ),
  yamlencode: strict([anything], writeYaml),
};

/** The JSON of any value; unknown parts stay unknown, in place. */
function encodeJson({ place }: CallContext, content: Value): Value {
  const { validity, sensitive } = knowledgeOf(content);
  if (validity === "invalid") return invalid();
  const encoded: JsonValue = { kind: "json", content, place };
  return sensitive ? { ...encoded, sensitive } : encoded;
}

function decodeJson(_: CallContext, value: Value): Value {
  const text = value.kind === "json" ? undefined : knownText(value);
  const parsed = text === undefined ? undefined : toValue(parseJson(text), value.place);
  // the same with the place of each part, if the text is written in the configuration
  return jsonContent(value) ?? parsed ?? notEvaluated();
}

function decodeBase64(encoded: string): Buffer {
  const compact = encoded.replace(/[\r\n]/g, "");
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return invalid();
  return Buffer.from(compact, "base64");
}

function decodeUtf8(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return invalid();
  }
}

/** The encodings that Terraform users need; others of the IANA registry are not evaluated. */
function decodeText(bytes: Buffer, encoding: string): string {
  switch (encoding.toUpperCase()) {
    case "UTF-8":
      return decodeUtf8(bytes);
    case "UTF-16LE":
      return bytes.length % 2 === 0 ? bytes.toString("utf16le") : invalid();
    case "UTF-16BE":
      return bytes.length % 2 === 0 ? Buffer.from(bytes).swap16().toString("utf16le") : invalid();
    default:
      return notEvaluated();
  }
}

function encodeText(value: string, encoding: string): Buffer {
  switch (encoding.toUpperCase()) {
    case "UTF-8":
      return Buffer.from(value);
    case "UTF-16LE":
      return Buffer.from(value, "utf16le");
    case "UTF-16BE":
      return Buffer.from(value, "utf16le").swap16();
    default:
      return notEvaluated();
  }
}

/** Escapes like Go's url.QueryEscape: a space becomes "+", and of punctuation only "-", "_", "." and "~" are kept. */
function escapeQuery(value: string): string {
  return encodeURIComponent(Buffer.from(value).toString())
    .replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}
