import type { PassedArgument } from "./value.ts";

/** Something out of an AWS SDK, or of a library on top of one. */
export type SdkValue =
  /** Has a method for each operation, or sends commands. */
  | {
      readonly kind: "client";
      readonly prefix: string;
      /** How its methods are named: as the operations, or as DynamoDB's document client has it. */
      readonly methods: "operations" | "documents" | "none";
      /** What it was made with. */
      readonly made: readonly PassedArgument[];
    }
  | { readonly kind: "command" }
  | { readonly kind: "session"; readonly made: readonly PassedArgument[] }
  /** boto3.resource("s3"). */
  | {
      readonly kind: "resource-service";
      readonly service: string;
      readonly prefix: string;
      readonly made: readonly PassedArgument[];
    }
  /** One thing of a boto3 resource: a table, a bucket, an object, with the parameters that name it. */
  | {
      readonly kind: "resource";
      readonly prefix: string;
      readonly type: string;
      readonly identity: readonly PassedArgument[];
    }
  | { readonly kind: "paginator"; readonly prefix: string; readonly operation: string }
  | { readonly kind: "waiter"; readonly prefix: string; readonly name: string }
  /** Powertools' readers of parameters and secrets. */
  | { readonly kind: "provider"; readonly store: Store; readonly made: readonly PassedArgument[] };

/** A service that Powertools reads parameters or keeps state in. */
export type Store = "ssm" | "secretsmanager" | "appconfig" | "dynamodb";
