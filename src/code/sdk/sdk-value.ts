import type { PassedArgument } from "../values/value.ts";

/** An object from an AWS SDK or a library built on one. */
export type SdkValue =
  /** A client, which has a method for each operation or sends commands. */
  | {
      readonly kind: "client";
      readonly prefix: string;
      /**
       * How its methods are named: after the operations, as in DynamoDB's document client, or as in what moves objects
       * of S3.
       */
      readonly methods: "operations" | "documents" | "transfers" | "none";
      /** The arguments it was constructed with. */
      readonly made: readonly PassedArgument[];
    }
  | { readonly kind: "command" }
  | { readonly kind: "session"; readonly made: readonly PassedArgument[] }
  /** boto3.resource("s3"). */
  | {
      readonly kind: "resource-service";
      readonly prefix: string;
      readonly made: readonly PassedArgument[];
    }
  /** One thing of a boto3 resource: a table, a bucket, an object, with the parameters that name it. */
  | {
      readonly kind: "resource";
      readonly prefix: string;
      readonly type: string;
      readonly identity: readonly PassedArgument[];
      /** Whether its attributes came with the answer that it was found in. */
      readonly isLoaded: boolean;
      /** If it is any number of them, `listing` is the operation that asking for them calls. */
      readonly many?: { readonly listing?: string };
    }
  | { readonly kind: "paginator"; readonly prefix: string; readonly operation: string }
  | { readonly kind: "waiter"; readonly prefix: string; readonly name: string }
  /** What makes a client, in Java. */
  | {
      readonly kind: "client-builder";
      readonly prefix: string;
      readonly methods: "operations" | "transfers";
      readonly made: readonly PassedArgument[];
    }
  /** A request, or something else of the API that is built out of named parts, in Java. */
  | { readonly kind: "builder"; readonly of: string; readonly arguments: readonly PassedArgument[] }
  /** DynamoDB's enhanced client in Java; `made`: the client that it uses. */
  | { readonly kind: "mapped-client"; readonly made: readonly PassedArgument[] }
  /** A table of it, or an index. */
  | {
      readonly kind: "mapped-table";
      readonly names: readonly PassedArgument[];
      readonly index: PassedArgument | undefined;
      readonly made: readonly PassedArgument[];
    }
  /** Powertools' readers of parameters and secrets. */
  | { readonly kind: "provider"; readonly store: Store; readonly made: readonly PassedArgument[] };

/** A service that Powertools reads parameters from or keeps state in. */
export type Store = "ssm" | "secretsmanager" | "appconfig" | "dynamodb";
