import type { Language } from "../syntax.ts";
import type { Evaluator } from "../values/evaluator.ts";
import type { CallSite, CodeValue } from "../values/value.ts";
import { boto3Calls, boto3MethodCalls, boto3MethodResult, boto3Result, isBoto3 } from "./sdk-boto3.ts";
import { resourceMember } from "./sdk-boto3-resource.ts";
import type { SdkCall } from "./sdk-call.ts";
import { goCalls, goMethodCalls, goMethodResult, goRequestCalls, goResult, isGoSdk } from "./sdk-go.ts";
import { javaCalls, javaMethodCalls, javaMethodResult, javaResult } from "./sdk-java.ts";
import { clientCalls, isJavaScriptSdk, javaScriptCalls, javaScriptResult } from "./sdk-javascript.ts";
import { isMiddyPlugin, middyCalls } from "./sdk-middy.ts";
import { isPowertools, powertoolsCalls, powertoolsResult, providerCalls } from "./sdk-powertools.ts";

/** A member of an SDK object; undefined if it is an ordinary method. */
export function sdkMember(value: CodeValue, name: string): CodeValue | undefined {
  if (value.kind === "external") return name === "default" && value.source !== "" ? value : undefined;
  const isResource = value.kind === "sdk" && (value.sdk.kind === "resource" || value.sdk.kind === "resource-service");
  return isResource ? resourceMember(value.sdk, name) : undefined;
}

/** What calling an SDK object returns; undefined if that is not known. */
export function sdkResult(callee: CodeValue, site: CallSite, language: Language): readonly CodeValue[] | undefined {
  if (language === "java") return javaValues(callee, site);
  if (callee.kind === "external") {
    if (isBoto3(callee)) return boto3Result(callee, site);
    if (isGoSdk(callee)) return goResult(callee, site);
    const made = isPowertools(callee)
      ? powertoolsResult(callee, site)
      : isJavaScriptSdk(callee)
        ? javaScriptResult(callee, site)
        : undefined;
    return made && [made];
  }
  if (callee.kind !== "method" || callee.of.kind !== "sdk") return undefined;
  return language === "go"
    ? goMethodResult(callee.of, callee.name, site)
    : boto3MethodResult(callee.of.sdk, callee.name, site);
}

function javaValues(callee: CodeValue, site: CallSite): readonly CodeValue[] | undefined {
  if (callee.kind === "external") return javaResult(callee, site);
  return callee.kind === "method" && callee.of.kind === "sdk"
    ? javaMethodResult(callee.of, callee.name, site)
    : undefined;
}

/** The API operations that a call makes. */
export function sdkCalls(
  callee: CodeValue,
  site: CallSite,
  language: Language,
  evaluator: Evaluator,
): readonly SdkCall[] {
  if (language === "java") return callsInJava(callee, site, evaluator);
  if (callee.kind === "external") {
    if (isBoto3(callee)) return boto3Calls(callee, site);
    if (isPowertools(callee)) return powertoolsCalls(callee, site, evaluator);
    if (isGoSdk(callee)) return goCalls(callee, site, evaluator);
    if (isMiddyPlugin(callee)) return middyCalls(callee, site, evaluator);
    return isJavaScriptSdk(callee) ? javaScriptCalls(callee, site, evaluator) : [];
  }
  if (callee.kind === "unknown" && language === "go") return goRequestCalls(site, evaluator);
  if (callee.kind !== "method" || callee.of.kind !== "sdk") return [];
  const { sdk } = callee.of;
  if (sdk.kind === "provider") return providerCalls(sdk, callee.name, site, evaluator);
  if (language === "go") return goMethodCalls(sdk, callee.name, site, evaluator);
  if (language === "python") return boto3MethodCalls(sdk, callee.name, site, evaluator);
  return sdk.kind === "client" ? clientCalls(sdk, callee.name, site, evaluator) : [];
}

function callsInJava(callee: CodeValue, site: CallSite, evaluator: Evaluator): readonly SdkCall[] {
  if (callee.kind === "external") return javaCalls(callee, site, evaluator);
  return callee.kind === "method" && callee.of.kind === "sdk"
    ? javaMethodCalls(callee.of, callee.name, site, evaluator)
    : [];
}
