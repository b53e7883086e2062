import { isLocalEndpoint } from "../../aws/local-endpoint.ts";
import type { Evaluator } from "../values/evaluator.ts";
import type { CodeValue, PassedArgument } from "../values/value.ts";
import { Request } from "./request.ts";
import type { SdkValue } from "./sdk-value.ts";

/** Providers of the credentials that the function has anyway. */
const OWN = /^from(?:Env|NodeProviderChain|ContainerMetadata|Ini)$|^defaultProvider$|^New(?:Env|Shared)Credentials$/;

/**
 * The same in Java, by their classes (AWS SDK for Java 1.x and 2.x developer guides, credential providers, 2026-11).
 */
const OWN_CLASS =
  /^(?:Default|EnvironmentVariable|SystemProperty|Container|InstanceProfile|Profile)CredentialsProvider$|^DefaultAWSCredentialsProviderChain$|^(?:AWS|Aws)CredentialsProviderChain$/;

/**
 * Whether the calls of a client need no permission of the function's role: it uses the credentials of another role that
 * it assumed, or calls a local stand-in for AWS.
 */
export function needsNothing(sdk: SdkValue, evaluator: Evaluator): boolean {
  if (sdk.kind !== "client" && sdk.kind !== "resource-service") return false;
  if (sdk.made.some(({ name }) => name === "aws_access_key_id")) return true;
  const [options] = sdk.made.filter(({ name }) => name === undefined);
  const made = new Request(evaluator, options?.values() ?? [], sdk.made);
  const given = [...made.get("credentials"), ...sdk.made.flatMap((argument) => ofOptions(argument, evaluator))];
  if (given.length > 0 && !given.some(isOwn)) return true;
  const endpoints = [...made.get("endpoint_url"), ...made.get("endpoint")];
  return endpoints.length > 0 && endpoints.every(isLocal);
}

/** The credentials that an option of Go's SDK sets: a session, a configuration, a function that gets the options. */
function ofOptions({ values }: PassedArgument, evaluator: Evaluator): readonly CodeValue[] {
  return values().flatMap((value): readonly CodeValue[] => {
    if (value.kind === "keywords") return new Request(evaluator, [value], []).get("Credentials");
    if (value.kind === "function") {
      const { scope, node } = value.function;
      const set = scope.members.get(node.parameters[0]?.name ?? "")?.get("Credentials") ?? [];
      return set.flatMap((located) => evaluator.evaluate({ ...located, frame: undefined }));
    }
    if (value.kind !== "sdk" || value.sdk.kind !== "session") return [];
    const set = value.assigned?.get("Credentials") ?? [];
    const { made } = value.sdk;
    return [
      ...set.flatMap((located) => evaluator.evaluate({ ...located, frame: undefined })),
      ...new Request(evaluator, [], made).get("Credentials"),
      ...made.flatMap((argument) => [
        ...new Request(evaluator, argument.values(), []).get("Credentials"),
        ...ofOptions(argument, evaluator),
      ]),
    ];
  });
}

function isLocal(value: CodeValue): boolean {
  const [start] = value.kind === "text" ? value.parts : [];
  return typeof start === "string" && isLocalEndpoint(start);
}

function isOwn(value: CodeValue): boolean {
  if (value.kind === "method") return value.of.kind === "sdk" && value.of.sdk.kind === "session";
  return value.kind === "external" && (OWN.test(value.path.at(-1) ?? "") || OWN_CLASS.test(value.path[0] ?? ""));
}
