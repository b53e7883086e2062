import type { Request } from "./request.ts";

/** A call of an AWS API operation. */
export interface OperationCall {
  readonly kind: "operation";
  /** IAM prefix of the service. */
  readonly prefix: string;
  /** Spelt as in any SDK. */
  readonly operation: string;
  readonly request: Request;
}

/** A use of AWS that may call operations which cannot be determined. */
export interface DynamicUse {
  readonly kind: "dynamic";
  /** A clause for a sentence: "the service of a client is not known". */
  readonly why: string;
}

/** What a call into an SDK amounts to. */
export type SdkCall = OperationCall | DynamicUse;

/** A call of an operation of the service with an IAM prefix. */
export function operation(prefix: string, name: string, request: Request): OperationCall {
  return { kind: "operation", prefix, operation: name, request };
}

/** A call whose operation is not known, with the reason. */
export function dynamic(why: string): DynamicUse {
  return { kind: "dynamic", why };
}
