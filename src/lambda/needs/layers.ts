import { posix } from "node:path";
import type { Language } from "../../code/index.ts";
import { oncePer } from "../../once-per.ts";
import { type Module, referredOfType } from "../../terraform/index.ts";
import type { LambdaFunction } from "../function.ts";
import { archiveOf } from "../packaged-code.ts";

/** A layer whose content is next to the configuration. */
interface Layer {
  readonly module: Module;
  /** The folder that is packed, as the configuration writes it. */
  readonly folder: string;
}

/** Where Lambda extracts layers (AWS Lambda developer guide, Packaging your layer content, 2026-11). */
const MOUNT = "/opt/";

/** The folders of layers in which each language looks for imports (same source). */
export const LAYER_ROOTS: Readonly<Record<Language, readonly string[]>> = {
  go: [],
  java: [],
  python: ["/opt/python"],
  javascript: ["/opt/nodejs/node_modules"],
};

/** A function's layers that are packed from existing folders, and whether these are all its layers. */
export const layersOf = oncePer(
  (fn: LambdaFunction): { readonly layers: readonly Layer[]; readonly isWhole: boolean } => {
    if (fn.hasLayers === "no") return { layers: [], isWhole: true };
    const value = fn.body.value("layers");
    if (value.kind !== "list") return { layers: [], isWhole: false };
    const found = value.elements.map((element) => {
      const layer = referredOfType(element, "aws_lambda_layer_version");
      const archive = layer && archiveOf(layer);
      const folder = archive?.body.string("source_dir");
      return archive && folder !== undefined && isThere(archive.module, folder)
        ? { module: archive.module, folder }
        : undefined;
    });
    const layers = found.filter((layer) => layer !== undefined);
    return { layers, isWhole: !value.open && layers.length === found.length };
  },
);

function isThere(module: Module, folder: string): boolean {
  return (module.files.set(folder, "**")?.length ?? 0) > 0;
}

/** The path in the configuration of a file below `/opt`; later layers take precedence. */
export function layerPath(layers: readonly Layer[], file: string): string | undefined {
  const holder = holderOf(layers, file);
  return holder && posix.join(holder.folder, file.slice(MOUNT.length));
}

/** The text of a file below `/opt`, from the layer that contains it; undefined if none does or it cannot be read. */
export function readFromLayer(layers: readonly Layer[], file: string): string | undefined {
  const holder = holderOf(layers, file);
  return holder?.module.files.read(posix.join(holder.folder, file.slice(MOUNT.length)))?.text;
}

/** The last layer that contains a file below `/opt`: it replaces the same file of the layers before it. */
function holderOf(layers: readonly Layer[], file: string): Layer | undefined {
  if (!file.startsWith(MOUNT)) return undefined;
  return layers.findLast(
    ({ module, folder }) => module.files.exists(posix.join(folder, file.slice(MOUNT.length))) === true,
  );
}
