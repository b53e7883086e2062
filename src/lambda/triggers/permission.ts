import { toGlobalPrincipal } from "../../aws/principals.ts";
import { booleanOf, isLeftOut, type Place, type Resource, stringOf, type Value } from "../../terraform/index.ts";
import { type Qualifier, qualifierIn } from "../qualifier.ts";
import { qualifierArgument } from "./invoked-qualifier.ts";

/** The name of a principal. A region in it, `logs.${var.region}.amazonaws.com`, is left out, as in the global form. */
function principalText(value: Value): string | undefined {
  if (value.kind !== "template") return stringOf(value);
  const [service, region, suffix, ...more] = value.parts;
  const isRegional =
    typeof service === "string" && /^[a-z-]+\.$/.test(service) && region !== undefined && typeof region !== "string";
  return isRegional && suffix === ".amazonaws.com" && more.length === 0 ? `${service}${suffix.slice(1)}` : undefined;
}

/** An aws_lambda_permission: who may call a function, for which source. */
export class Permission {
  readonly resource: Resource;
  /** The service's principal in its global form, an account, an ARN or "*"; undefined if not known. */
  readonly principal: string | undefined;

  constructor(resource: Resource) {
    this.resource = resource;
    const text = principalText(resource.body.value("principal"));
    this.principal = text === undefined ? undefined : toGlobalPrincipal(text);
  }

  /** The arguments and blocks of its resource. */
  get body(): Resource["body"] {
    return this.resource.body;
  }

  /** Whether the caller is an AWS service. */
  get isServicePrincipal(): boolean {
    return /\.amazonaws\.com$/.test(this.principal ?? "");
  }

  /** The action that it allows; undefined if not known. */
  get action(): string | undefined {
    return this.body.string("action");
  }

  /** Whether it allows lambda:InvokeFunction; true if not known. */
  get mayInvoke(): boolean {
    const { action } = this;
    return action === undefined || /^lambda:(\*|Invoke(Function)?\*?)$|^\*$/i.test(action);
  }

  /** The source whose calls it allows. */
  get sourceArn(): Value {
    return this.body.value("source_arn");
  }

  /** Whether it does not limit the source of calls, whoever calls the module. */
  get isUnrestricted(): boolean {
    const restricting = ["source_arn", "source_account", "principal_org_id", "event_source_token"];
    return (
      restricting.every((argument) => isLeftOut(this.resource, argument)) &&
      booleanOf(this.body.value("invoked_via_function_url")) !== true
    );
  }

  /** The qualifier that it covers: it allows only calls with the same one. */
  get qualifier(): Qualifier {
    return this.body.isSet("qualifier") === "no"
      ? qualifierIn(this.body.value("function_name"))
      : qualifierArgument(this.body.value("qualifier"));
  }

  /** The place of an argument, or the best one to say that it is missing. */
  place(argument?: string): Place {
    return this.body.place(argument);
  }

  /** Its address, for messages. */
  toString(): string {
    return this.resource.address;
  }
}
