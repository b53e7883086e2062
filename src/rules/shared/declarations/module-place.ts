import type { Stack } from "../../../lambda/index.ts";
import { isTrial, type MergedBlock, type Module, type Place, placeOf } from "../../../terraform/index.ts";

/** Where a block says what it is: its type and labels. */
export function headerPlace({ declared: { node, file } }: Pick<MergedBlock, "declared">): Place {
  return placeOf({ start: node.start, end: node.labels.at(-1)?.end ?? node.typeSpan.end }, file);
}

/** Where something that a module lacks is best said: at its terraform block, a provider, or where its files begin. */
export function modulePlace(module: Module): Place | undefined {
  const block = firstBlock(module);
  return block && headerPlace(block);
}

/** The block that a module's settings are in or belong before: its terraform block, a provider, or the first of its files. */
export function firstBlock({ declared, directory }: Module): Pick<MergedBlock, "declared"> | undefined {
  const [block] = [...declared.others.filter(({ type }) => type === "terraform"), ...declared.providers];
  if (block) return block;
  const files = directory.files.filter(({ parsed }) => parsed.body.items.length > 0);
  const file = files.find(({ source }) => /[\\/]main\.(?:tf|tofu)$/.test(source.path)) ?? files[0];
  const item = file?.parsed.body.items[0];
  return file && item?.kind === "block" ? { declared: { node: item, file: file.source } } : undefined;
}

/**
 * The modules that have to say which versions they need: the root, as that holds for all it calls; where the root only
 * shows or tests something, what it calls.
 */
export function versionedModules({ root, modules }: Stack): readonly Module[] {
  if (!isTrial(root)) return [root];
  return modules.filter(
    ({ call }, i) =>
      call?.parent === root && modules.findIndex(({ directory }) => directory === modules[i]?.directory) === i,
  );
}
