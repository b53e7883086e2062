import type { Request } from "./request.ts";

/** A call of an AWS API operation that a program makes. */
export interface OperationCall {
  readonly kind: "operation";
  /** IAM prefix of the service. */
  readonly prefix: string;
  /** In any SDK's spelling. */
  readonly operation: string;
  readonly request: Request;
}

/** A use of AWS of which it is not known what it calls. */
export interface DynamicUse {
  readonly kind: "dynamic";
  /** As it stands in a sentence: "the service of a client is not known". */
  readonly why: string;
}

/** What a call into an SDK comes to: an operation, or one that cannot be told. */
export type SdkCall = OperationCall | DynamicUse;

/** A call of an operation of the service with an IAM prefix. */
export function operation(prefix: string, name: string, request: Request): OperationCall {
  return { kind: "operation", prefix, operation: name, request };
}

/** A call of which only that can be said, why its operation is not known. */
export function dynamic(why: string): DynamicUse {
  return { kind: "dynamic", why };
}
