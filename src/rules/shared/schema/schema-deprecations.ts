import { type BlockSchema, formatAttributeType, providerSchema, type TypeKind } from "../../../aws/provider-schema.ts";
import type { MeantVersions } from "./meant-versions.ts";
import { blockAt } from "./schema-majors.ts";
import type { SchemaBlock } from "./schema-walk.ts";

/**
 * Whether something deprecated can be replaced in every version that may be in use: the newest known one is among them,
 * and the types and names in the deprecation exist in the older ones too.
 */
export function isReplaceable(
  sentence: string,
  { kind, type, path, meant }: Pick<SchemaBlock, "kind" | "type" | "path" | "meant">,
): boolean {
  const [newest, ...older] = meant.majors;
  if (newest === undefined || newest !== providerSchema().knownMajors(meant.provider)[0]) return false;
  const words = sentence.match(/\w+/g) ?? [];
  const blocksIn = (major: number) => {
    const whole = providerSchema().typeIn(major, kind, type);
    return [whole, blockAt(whole, path)];
  };
  const current = blocksIn(newest);
  return older.every((major) => {
    const then = blocksIn(major);
    return words.every(
      (word) =>
        isAsOld(word, major, meant) && current.every((one, index) => !holds(one, word) || holds(then[index], word)),
    );
  });
}

function isAsOld(word: string, major: number, { provider }: MeantVersions): boolean {
  if (!word.startsWith(`${provider}_`)) return true;
  return (
    (["resource", "data"] satisfies TypeKind[]).some(
      (kind) => providerSchema().typeIn(major, kind, word) !== undefined,
    ) ||
    (!providerSchema().has("resource", word) && !providerSchema().has("data", word))
  );
}

function holds(schema: BlockSchema | undefined, name: string): boolean {
  return schema !== undefined && (schema.attributes.has(name) || schema.blocks.has(name));
}

/** The attribute that replaces a deprecated one with the same value: the only one named, and of the same type. */
export function replacementOf(name: string, { attributes }: BlockSchema): string | undefined {
  const attribute = attributes.get(name);
  const [, replacement = ""] = /^Use '?(\w+)'? instead\b/.exec(attribute?.deprecated ?? "") ?? [];
  const other = attributes.get(replacement);
  const isSameType =
    attribute !== undefined &&
    other !== undefined &&
    formatAttributeType(attribute.type) === formatAttributeType(other.type);
  return isSameType ? replacement : undefined;
}
