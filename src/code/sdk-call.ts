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

export type SdkCall = OperationCall | DynamicUse;

export function operation(prefix: string, name: string, request: Request): OperationCall {
  return { kind: "operation", prefix, operation: name, request };
}

export function dynamic(why: string): DynamicUse {
  return { kind: "dynamic", why };
}
