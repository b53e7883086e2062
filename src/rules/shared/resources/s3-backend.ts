import { type Backend, backendOf, type Module, type Place, stringOf } from "../../../terraform/index.ts";
import type { Fix } from "../../rule.ts";
import { setArgument } from "../edits/arguments.ts";
import { suggestionOf } from "../edits/fixes.ts";

/** An S3 backend in which an argument is false, or left out, that ought to be true. */
export interface LackingBackend {
  readonly block: Backend["block"];
  readonly isOff: boolean;
  /** The argument, or the backend's label. */
  readonly at: Place;
  readonly suggestions: readonly Fix[];
}

/**
 * The S3 backend of a root that does not set an argument to true. One without bucket or key gets the rest, perhaps this
 * too, from `init -backend-config`, and is not looked at; nor is one of another store that speaks S3, of which nobody knows
 * here what it takes.
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
    // init has to be run again afterwards, and refuses until then
    suggestions: suggestionOf(`Set ${argument} to true`, setArgument(block, argument, "true")),
  };
}

const AWS_HOST = /^(?:https:\/\/)?[\w.-]+\.amazonaws\.com(?:\.cn)?\/?$/;

/** Whether the backend names an endpoint that is not, or may not be, one of AWS: MinIO, Spaces, R2 and their like. */
function isElsewhere(block: Backend["block"]): boolean {
  if (block.isSet("endpoint") !== "no") return !AWS_HOST.test(block.string("endpoint") ?? "");
  const endpoints = block.value("endpoints");
  const s3 = endpoints.kind === "object" ? endpoints.entries.get("s3") : undefined;
  return s3 !== undefined && !AWS_HOST.test(stringOf(s3) ?? "");
}
