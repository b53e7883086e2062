import type { Stack } from "../../../lambda/index.ts";
import { isTrial, type MergedBlock, type Module, type Place, placeOf } from "../../../terraform/index.ts";

/** The place of a block's type and labels. */
export function headerPlace({ declared: { node, file } }: Pick<MergedBlock, "declared">): Place {
  return placeOf({ start: node.start, end: node.labels.at(-1)?.end ?? node.typeSpan.end }, file);
}

/**
 * The best place to report that a module lacks something: its terraform block, a provider, or the start of its files.
 */
export function modulePlace(module: Module): Place | undefined {
  const block = firstBlock(module);
  return block && headerPlace(block);
}

/**
 * The block with a module's settings, or before which they belong: its terraform block, a provider, or the first block.
 */
export function firstBlock({ declared, directory }: Module): Pick<MergedBlock, "declared"> | undefined {
  const [block] = [...declared.others.filter(({ type }) => type === "terraform"), ...declared.providers];
  if (block) return block;
  const files = directory.files.filter(({ parsed }) => parsed.body.items.length > 0);
  const file = files.find(({ source }) => /[\\/]main\.(?:tf|tofu)$/.test(source.path)) ?? files[0];
  const item = file?.parsed.body.items[0];
  return file && item?.kind === "block" ? { declared: { node: item, file: file.source } } : undefined;
}

/**
 * The modules that should state which versions they need: the root, as its versions hold for everything it calls; if
 * the root is only an example or a test, the modules that it calls.
 */
export function versionedModules({ root, modules }: Stack): readonly Module[] {
  if (!isTrial(root)) return [root];
  return modules.filter(
    ({ call }, i) =>
      call?.parent === root && modules.findIndex(({ directory }) => directory === modules[i]?.directory) === i,
  );
}
