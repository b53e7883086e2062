import { toGlobalPrincipal } from "../aws/principals.ts";
import { booleanOf, isLeftOut, type Place, type Resource, stringOf, type Value } from "../terraform/index.ts";
import { qualifierArgument } from "./invoked-qualifier.ts";
import { type Qualifier, qualifierIn } from "./qualifier.ts";

/** The name of a principal; a Region between its parts, `logs.${var.region}.amazonaws.com`, is left out, as the global form has none. */
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
  /** The service's principal in its global form, an account, an ARN or "*"; undefined where it is not known. */
  readonly principal: string | undefined;

  constructor(resource: Resource) {
    this.resource = resource;
    const text = principalText(resource.body.value("principal"));
    this.principal = text === undefined ? undefined : toGlobalPrincipal(text);
  }

  get body(): Resource["body"] {
    return this.resource.body;
  }

  get isServicePrincipal(): boolean {
    return /\.amazonaws\.com$/.test(this.principal ?? "");
  }

  get action(): string | undefined {
    return this.body.string("action");
  }

  /** Whether it allows plain invocation; true where that is not known. */
  get mayInvoke(): boolean {
    const { action } = this;
    return action === undefined || /^lambda:(\*|Invoke(Function)?\*?)$|^\*$/i.test(action);
  }

  get sourceArn(): Value {
    return this.body.value("source_arn");
  }

  /** Whether it says nothing about where a call may come from, whoever uses the module. */
  get isUnrestricted(): boolean {
    const restricting = ["source_arn", "source_account", "principal_org_id", "event_source_token"];
    return (
      restricting.every((argument) => isLeftOut(this.resource, argument)) &&
      booleanOf(this.body.value("invoked_via_function_url")) !== true
    );
  }

  /** What the permission covers: only calls with the same qualifier are allowed by it. */
  get qualifier(): Qualifier {
    return this.body.isSet("qualifier") === "no"
      ? qualifierIn(this.body.value("function_name"))
      : qualifierArgument(this.body.value("qualifier"));
  }

  place(argument?: string): Place {
    return this.body.place(argument);
  }

  toString(): string {
    return this.resource.address;
  }
}
