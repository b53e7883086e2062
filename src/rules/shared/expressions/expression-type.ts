import type { AttributeType, TypeKind } from "../../../aws/provider-schema.ts";
import type { BlockVersions } from "../../../aws/schema-versions.ts";
import type { MeantVersions } from "../schema/meant-versions.ts";
import { commonType } from "./common-type.ts";
import { eachOf, ofSome } from "./element-variants.ts";

/** What is known of the type of an expression's value, from the text and from providers' schemas. */
export type ExpressionType =
  | InstanceType
  | GroupType
  | AttributeValue
  | PrimitiveType
  | NullType
  | CollectionType
  | TupleType
  | ObjectType
  | VariantsType;

/** A resource, or a block in one. */
export interface InstanceType {
  readonly kind: "instance";
  readonly schema: BlockVersions;
  readonly of: { readonly kind: TypeKind; readonly type: string; readonly meant: MeantVersions };
  /** Block types from the resource to this block. */
  readonly path: readonly string[];
}

/** A resource with count or for_each, without the key of an instance. */
export interface GroupType {
  readonly kind: "group";
  readonly repetition: "count" | "for_each";
  readonly address: string;
  readonly instance: InstanceType;
  /** The instances, if it is written out which there are. */
  readonly instances: TupleType | ObjectType | undefined;
}

/** An attribute or something in it: its type in each version of the provider that has it. */
export interface AttributeValue {
  readonly kind: "value";
  readonly types: readonly AttributeType[];
}

/** A string, a number or a bool, with its value if it is a literal. */
export interface PrimitiveType {
  readonly kind: "primitive";
  readonly name: "string" | "number" | "bool";
  readonly value?: string | number | boolean | undefined;
}

/** The type of null, which converts to any other. */
export interface NullType {
  readonly kind: "null";
}

/** A list, set or map, whose elements all have the same type. */
export interface CollectionType {
  readonly kind: "list" | "set" | "map";
  readonly element: ExpressionType | undefined;
}

/** A list that is written in the configuration, or declared with its elements. */
export interface TupleType {
  readonly kind: "tuple";
  readonly elements: readonly (ExpressionType | undefined)[];
}

/** An object that is written or declared in the configuration, or the outputs of a module. */
export interface ObjectType {
  readonly kind: "object";
  readonly of: "module" | "configuration";
  readonly member: (name: string) => ExpressionType | undefined;
  /** The names of all members, if it is known that there are no others. */
  readonly names?: readonly string[] | undefined;
}

/** The elements of a loop: objects with different members. */
export interface VariantsType {
  readonly kind: "variants";
  readonly of: readonly ObjectType[];
}

/** The result of a step into a value: a type, nothing known, or an error. */
export type Step =
  | { readonly kind: "type"; readonly type: ExpressionType | undefined }
  | { readonly kind: "unknown-name"; readonly candidates: readonly string[] }
  | { readonly kind: "needs-index" }
  /** A splat over what has for_each, which is a map. */
  | { readonly kind: "needs-values" }
  | { readonly kind: "primitive"; readonly type: string };

const NOT_KNOWN: Step = { kind: "type", type: undefined };

/** The result of `value.name`. */
export function attributeStep(from: ExpressionType | undefined, name: string): Step {
  switch (from?.kind) {
    case "instance":
      return instanceStep(from, name);
    case "group":
    case "list":
    case "set":
    case "tuple":
      return { kind: "needs-index" };
    case "map":
      return { kind: "type", type: from.element };
    case "primitive":
      return { kind: "primitive", type: from.name };
    case "object":
      if (from.names && !from.names.includes(name)) return { kind: "unknown-name", candidates: from.names };
      return { kind: "type", type: from.member(name) };
    case "variants":
      return variantsStep(from, name);
    case "value":
      return valueStep(from.types, name);
    case "null":
    case undefined:
      return NOT_KNOWN;
  }
}

function instanceStep(from: InstanceType, name: string): Step {
  const { schema } = from;
  if (schema.isOpen) return NOT_KNOWN;
  const types = schema.attribute(name).map(({ type }) => type);
  const blocks = schema.nested(name);
  const inside = schema.inside(name);
  // an attribute in one version that is a block in another
  if (types.length > 0 && blocks.length > 0) return NOT_KNOWN;
  if (types.length > 0) return { kind: "type", type: { kind: "value", types } };
  if (!inside) {
    const { attributes, blocks: known } = schema.newest;
    return { kind: "unknown-name", candidates: [...attributes.keys(), ...known.keys()] };
  }
  const element: InstanceType = { ...from, schema: inside, path: [...from.path, name] };
  const nestings = new Set(blocks.map(({ nesting }) => (nesting === "set" ? "list" : nesting)));
  if (nestings.size > 1) return NOT_KNOWN;
  const [nesting] = nestings;
  return { kind: "type", type: nesting === "single" ? element : { kind: nesting === "map" ? "map" : "list", element } };
}

/** The loop reaches all of them: what one does not have is missing. */
function variantsStep({ of }: VariantsType, name: string): Step {
  const steps = of.map((one) => attributeStep(one, name));
  const error = steps.find(({ kind }) => kind !== "type");
  return error ?? { kind: "type", type: eachOf(steps.map((step) => (step.kind === "type" ? step.type : undefined))) };
}

function valueStep(types: readonly AttributeType[], name: string): Step {
  const steps = types.map((type) => typeStep(type, name));
  const found = steps.flatMap((step) => (step.kind === "type" ? [step.type] : []));
  const [error] = steps;
  if (found.length === 0 && error) return error;
  if (found.includes(undefined)) return NOT_KNOWN;
  return {
    kind: "type",
    type: { kind: "value", types: found.flatMap((type) => (type?.kind === "value" ? type.types : [])) },
  };
}

function typeStep(type: AttributeType, name: string): Step {
  switch (type.kind) {
    case "dynamic":
      return NOT_KNOWN;
    case "map":
      return { kind: "type", type: { kind: "value", types: [type.element] } };
    case "list":
    case "set":
      return { kind: "needs-index" };
    case "object": {
      const member = type.members.get(name);
      if (!member) return { kind: "unknown-name", candidates: [...type.members.keys()] };
      return { kind: "type", type: { kind: "value", types: [member] } };
    }
    default:
      return { kind: "primitive", type: type.kind };
  }
}

/** The elements that a loop or a splat iterates over. */
export function eachElementOf(from: ExpressionType | undefined): ExpressionType | undefined {
  switch (from?.kind) {
    case "list":
    case "set":
    case "map":
      return from.element;
    case "tuple":
      return eachOf(from.elements);
    case "object":
      return from.of === "configuration" ? eachOf((from.names ?? []).map((name) => from.member(name))) : undefined;
    default:
      return elementOf(from);
  }
}

/** Any single element of a value, as `[0]` or a function selects it. */
export function elementOf(from: ExpressionType | undefined): ExpressionType | undefined {
  switch (from?.kind) {
    case "group":
      return from.instance;
    case "list":
    case "set":
    case "map":
      return ofSome(from.element);
    case "tuple":
      return commonType(from.elements);
    case "object":
      return from.of === "configuration" ? commonType((from.names ?? []).map((name) => from.member(name))) : undefined;
    case "value": {
      const elements = from.types.flatMap((type) => ("element" in type ? [type.element] : []));
      return elements.length === from.types.length ? { kind: "value", types: elements } : undefined;
    }
    default:
      return undefined;
  }
}

/** What the right side of a splat is applied to: each element, or the value itself if it is no list. */
export function splatElement(from: ExpressionType | undefined): ExpressionType | undefined {
  if (from?.kind === "instance") return from;
  if (from?.kind === "primitive") return undefined;
  if (from?.kind === "map" || from?.kind === "object" || (from?.kind === "group" && from.repetition === "for_each"))
    return undefined;
  if (from?.kind === "value" && !from.types.every(({ kind }) => kind === "list" || kind === "set")) return undefined;
  return eachElementOf(from);
}
