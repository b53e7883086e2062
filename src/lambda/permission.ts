import { toGlobalPrincipal } from "../aws/principals.ts";
import { type Place, type Resource, stringOf, type Value } from "../terraform/index.ts";
import { type Qualifier, qualifierIn } from "./qualifier.ts";

/** An aws_lambda_permission: who may call a function, for which source. */
export class Permission {
  readonly resource: Resource;

  constructor(resource: Resource) {
    this.resource = resource;
  }

  get body(): Resource["body"] {
    return this.resource.body;
  }

  /** The service's principal in its global form, an account, an ARN or "*"; undefined where it is not known. */
  get principal(): string | undefined {
    const text = this.body.string("principal");
    return text === undefined ? undefined : toGlobalPrincipal(text);
  }

  get isServicePrincipal(): boolean {
    return /\.amazonaws\.com$/.test(this.principal ?? "");
  }

  get action(): string | undefined {
    return this.body.string("action");
  }

  get sourceArn(): Value {
    return this.body.value("source_arn");
  }

  /** What the permission covers: only calls with the same qualifier are allowed by it. */
  get qualifier(): Qualifier {
    const value = this.body.value("qualifier");
    if (value.kind === "null") return qualifierIn(this.body.value("function_name"));
    if (value.via?.resource.type === "aws_lambda_alias") return { kind: "alias", alias: value.via.resource };
    if (value.via?.resource.type === "aws_lambda_function") return { kind: "version" };
    const name = stringOf(value);
    return name === undefined ? { kind: "unknown" } : { kind: "named", name };
  }

  place(argument?: string): Place {
    return this.body.place(argument);
  }

  toString(): string {
    return this.resource.address;
  }
}
