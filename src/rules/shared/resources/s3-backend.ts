import { type Backend, backendOf, type Module, type Place, stringOf } from "../../../terraform/index.ts";
import type { Fix } from "../../rule.ts";
import { setArgument } from "../edits/arguments.ts";
import { suggestionOf } from "../edits/fixes.ts";

/** An S3 backend with an argument that is false, or left out, and should be true. */
export interface LackingBackend {
  readonly block: Backend["block"];
  readonly isOff: boolean;
  /** The argument, or the backend's label. */
  readonly at: Place;
  readonly suggestions: readonly Fix[];
}

/**
 * The S3 backend of a root that does not set an argument to true. A backend without bucket or key gets the rest,
 * perhaps including this, from `init -backend-config`, and is not checked; neither is one of another store with S3's
 * API, as it is not known what that supports.
 */
export function s3BackendWithout(argument: string, root: Module): LackingBackend | undefined {
  const backend = backendOf(root);
  if (backend?.kind !== "s3" || !backend.isComplete || isElsewhere(backend.block)) return undefined;
  const { block, kindPlace } = backend;
  const isOff = block.boolean(argument) === false;
  if (!isOff && block.isSet(argument) !== "no") return undefined;
  return {
    block,
    isOff,
    at: block.isWritten(argument) ? block.place(argument) : kindPlace,
    // after this, init refuses until it is run again
    suggestions: suggestionOf(`Set ${argument} to true`, setArgument(block, argument, "true")),
  };
}

const AWS_HOST = /^(?:https:\/\/)?[\w.-]+\.amazonaws\.com(?:\.cn)?\/?$/;

/** Whether the backend has an endpoint that is not, or may not be, AWS's: MinIO, Spaces, R2 and the like. */
function isElsewhere(block: Backend["block"]): boolean {
  if (block.isSet("endpoint") !== "no") return !AWS_HOST.test(block.string("endpoint") ?? "");
  const endpoints = block.value("endpoints");
  const s3 = endpoints.kind === "object" ? endpoints.entries.get("s3") : undefined;
  return s3 !== undefined && !AWS_HOST.test(stringOf(s3) ?? "");
}
