import { dynamic, type SdkCall } from "./sdk-call.ts";
import type { CallSite, CodeValue } from "./value.ts";

/** Functions that run code which is not there to be read. */
const EVALUATORS: ReadonlySet<string> = new Set(["eval", "exec", "Function", "__import__", "compile"]);

/** Packages that are given a client and are known to call nothing but what is written elsewhere. */
const HARMLESS_WITH_CLIENT =
  /^(?:@aws-sdk\/|aws-sdk|boto3|botocore|aws-xray-sdk|aws_xray_sdk|@aws-lambda-powertools\/|aws_lambda_powertools|nodemailer)/;
const HARMLESS_GLOBALS =
  /^(?:console|print|len|str|isinstance|hasattr|getattr|setattr|id|type|repr|JSON|Promise|Object|expect|super)/;

/** A call that does what cannot be read: evaluates text, imports by a computed name, hands a client to a package. */
export function dynamicUse(callee: CodeValue, site: CallSite): SdkCall | undefined {
  if (callee.kind !== "external") return undefined;
  const { source, path } = callee;
  const name = path.join(".");
  const [first] = site.arguments;
  if (source === "" && EVALUATORS.has(name)) return dynamic(`${name} runs code that is not written there`);
  if (source === "" && /^(?:require|import)$/.test(name)) {
    const isKnown = first?.values().some((value) => value.kind === "text" && typeof value.parts[0] === "string");
    return isKnown ? undefined : dynamic("the module of an import is computed");
  }
  const passesClient = site.arguments.some((argument) =>
    argument.values().some((value) => value.kind === "sdk" && value.sdk.kind === "client"),
  );
  const isHarmless = source === "" ? HARMLESS_GLOBALS.test(name) : HARMLESS_WITH_CLIENT.test(source);
  return passesClient && !isHarmless ? dynamic(`a client is handed to ${source || name}`) : undefined;
}
