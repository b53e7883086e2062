// What was otherwise in older major versions of a provider, as differences to the next newer one.
//   delta = { x: [names that are not there], a: { name: attribute }, b: { name: nested block }, c: { name: delta } }
// with the attributes and blocks that the newer version lacks or has otherwise, and the blocks that hold a difference.
import { byName, packAttribute, packNested } from "./schema-packing.mjs";

const EMPTY = { attributes: new Map(), blocks: new Map() };

/**
 * For each type that is or was otherwise: ["kind name", JSON of { major: delta }]. A delta is 0 where that version
 * lacks the type. Ephemeral resources are in no bindings of older versions, and are left out.
 */
export function providerHistory(currentTypes, olderMajors) {
  const byType = new Map();
  const note = (key, major, delta) => byType.set(key, { ...byType.get(key), [major]: delta });
  let newer = blocksByType(currentTypes);
  for (const { major, types } of olderMajors) {
    const older = blocksByType(types);
    for (const [key, block] of older) {
      const delta = blockDelta(newer.get(key) ?? EMPTY, block);
      if (delta) note(key, major, delta);
    }
    for (const key of newer.keys()) if (!older.has(key)) note(key, major, 0);
    newer = older;
  }
  return [...byType].sort(byName).map(([key, deltas]) => [key, JSON.stringify(deltas)]);
}

function blocksByType(types) {
  return new Map(
    types.filter(({ kind }) => kind !== "ephemeral").map(({ kind, name, block }) => [`${kind} ${name}`, block]),
  );
}

/**
 * The difference that makes the older block of the newer one, undefined where there is none. Bindings of an older make
 * say less: what they leave open (the type of a computed attribute, whether a list is a set, how many blocks there may
 * be) is no difference.
 */
function blockDelta(newer, older) {
  const gone = [...newer.attributes.keys(), ...newer.blocks.keys()].filter(
    (name) => !older.attributes.has(name) && !older.blocks.has(name),
  );
  const attributes = {};
  for (const [name, attribute] of older.attributes) {
    const now = newer.attributes.get(name);
    if (!now || !isSameAttribute(now, attribute))
      attributes[name] = packAttribute({
        ...attribute,
        type: isCompatible(now?.type, attribute.type) ? now.type : attribute.type,
      });
  }
  const blocks = {};
  const changed = {};
  for (const [name, nested] of older.blocks) {
    const now = newer.blocks.get(name);
    if (!now) blocks[name] = packNested(nested);
    else if (now.min !== nested.min) blocks[name] = packNested({ ...nested, nesting: now.nesting, max: now.max });
    else if (!now.open && !nested.open) {
      const inner = blockDelta(now.block, nested.block);
      if (inner) changed[name] = inner;
    }
  }
  const delta = {
    ...(gone.length > 0 && { x: gone.sort() }),
    ...(Object.keys(attributes).length > 0 && { a: attributes }),
    ...(Object.keys(blocks).length > 0 && { b: blocks }),
    ...(Object.keys(changed).length > 0 && { c: changed }),
  };
  return Object.keys(delta).length > 0 ? delta : undefined;
}

function isSameAttribute(left, right) {
  return (
    left.required === right.required &&
    (left.required || left.optional) === (right.required || right.optional) &&
    isCompatible(left.type, right.type)
  );
}

/** Whether the known parts of two types are the same. */
function isCompatible(left, right) {
  if (left === undefined) return false;
  if (left === "dynamic" || right === "dynamic") return true;
  if (typeof left === "string" || typeof right === "string") return left === right;
  const [kind, inner] = left;
  const [otherKind, other] = right;
  if (kind === "object" || otherKind === "object") {
    if (kind !== otherKind) return false;
    const names = Object.keys(inner);
    return names.length === Object.keys(other).length && names.every((name) => isCompatible(inner[name], other[name]));
  }
  return (kind === "map") === (otherKind === "map") && isCompatible(inner, other);
}
