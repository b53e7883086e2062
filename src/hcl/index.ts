/** The public face of the hcl room: text to syntax and back. Nothing outside of this folder knows how HCL is read. */

export { isIdentifier } from "./characters.ts";
export { decimalText } from "./decimal.ts";
export { type Judgement, judgeRejected } from "./diagnose.ts";
export { applyEdits, type Edit } from "./edit.ts";
export { quoted } from "./escapes.ts";
export { variablesFault } from "./fault.ts";
export { formatHcl, formatParsed } from "./format.ts";
export { hclToJson } from "./hcl2json.ts";
export type { NestedBlocks } from "./json-blocks.ts";
export { type JsonObjects, jsonObjects, objectAround } from "./json-objects.ts";
export { parseJsonSyntax, parseJsonVariables } from "./json-syntax.ts";
export { parseJson, parseJsonMember } from "./json-value.ts";
export { parseExpression, parseHcl, parseTemplate } from "./parse.ts";
export { SourceFile, type Span } from "./source.ts";
export { STRAY_BYTE } from "./stray-bytes.ts";
export type * from "./syntax.ts";
export { attributesWithin, innerExpressions, visitExpressions, visitInner } from "./syntax-walk.ts";
export { sourceOffset } from "./text-place.ts";
export { withPlaces } from "./with-places.ts";
