import { dirname } from "node:path/posix";
import { oncePer } from "../../../once-per.ts";
import type { Module, StateLocation } from "../../../terraform/index.ts";
import type { Fix } from "../../rule.ts";
import { suggestionOf } from "./fixes.ts";
import { addToTerraformBlock } from "./terraform-block.ts";

/**
 * The suggestion that gives a root the backend of another root of the tree, under a key of its own. None where no other
 * root's key says how it follows from the root's path, and where the new key is taken.
 */
export function backendBeside(root: Module, states: readonly StateLocation[]): readonly Fix[] {
  const keyed = keyedStates(states);
  const others = [...keyed].flatMap(([key, state]) => {
    const own = keyFor(root.treePath, key, state.treePath);
    return own === undefined || keyed.has(own) ? [] : [{ state, own }];
  });
  const [nearest] = others.toSorted((a, b) => nearness(b.state, root) - nearness(a.state, root));
  if (!nearest) return [];
  const { state, own } = nearest;
  const { file, start, end } = state.block;
  const text = `${file.text.slice(start, state.place.start)}${JSON.stringify(own)}${file.text.slice(state.place.end, end)}`;
  return suggestionOf(
    `Keep it where ${state.treePath} keeps its state, under the key ${own}`,
    addToTerraformBlock(root, text),
  );
}

/** States in S3 buckets by their keys, where these are written out in HCL. */
const keyedStates = oncePer(
  (states: readonly StateLocation[]): ReadonlyMap<string, StateLocation> =>
    new Map(
      states.flatMap((state) => {
        const { identity, argument, place } = state;
        const key = /^"([^"$%\\]+)"$/.exec(place.file.slice(place))?.[1];
        const isPlain = identity !== undefined && argument === "key" && !place.file.path.endsWith(".json");
        return isPlain && key !== undefined ? [[key, state] as const] : [];
      }),
    ),
);

/**
 * A key that follows from a path as another one does: it has the whole path in it or, of a folder beside it, the
 * folder's name once.
 */
function keyFor(ownPath: string, key: string, path: string): string | undefined {
  if (path === "" || ownPath === "") return undefined;
  const parts = key.split("/");
  const folders = path.split("/");
  const own = ownPath.split("/");
  const start = parts.findIndex((_, index) => folders.every((folder, i) => parts[index + i] === folder));
  if (start >= 0) return parts.toSpliced(start, folders.length, ...own).join("/");
  const [name = "", ownName = ""] = [folders.at(-1), own.at(-1)];
  const at = parts.indexOf(name);
  const isBeside = dirname(path) === dirname(ownPath);
  return isBeside && at >= 0 && at === parts.lastIndexOf(name) ? parts.with(at, ownName).join("/") : undefined;
}

/** How many folders the paths of two roots have in common. */
function nearness({ treePath }: StateLocation, root: Module): number {
  const own = root.treePath.split("/");
  const differs = treePath.split("/").findIndex((folder, index) => folder !== own[index]);
  return differs < 0 ? own.length : differs;
}
