import { type Backend, backendOf, type Module, type Place } from "../../../terraform/index.ts";
import type { Fix } from "../../rule.ts";
import { setArgument } from "../edits/arguments.ts";
import { fixOf } from "../edits/fixes.ts";

/** An S3 backend in which an argument is false, or left out, that ought to be true. */
export interface LackingBackend {
  readonly block: Backend["block"];
  readonly isOff: boolean;
  /** The argument, or the backend's label. */
  readonly at: Place;
  readonly fix: Fix | undefined;
}

/**
 * The S3 backend of a root that does not set an argument to true. One without bucket or key gets the rest, perhaps this
 * too, from `init -backend-config`, and is not looked at.
 */
export function s3BackendWithout(argument: string, root: Module): LackingBackend | undefined {
  const backend = backendOf(root);
  if (backend?.kind !== "s3" || !backend.isComplete) return undefined;
  const { block, kindPlace } = backend;
  const isOff = block.boolean(argument) === false;
  if (!isOff && block.isSet(argument) !== "no") return undefined;
  return {
    block,
    isOff,
    at: block.isWritten(argument) ? block.place(argument) : kindPlace,
    fix: fixOf(`Set ${argument} to true`, setArgument(block, argument, "true")),
  };
}
