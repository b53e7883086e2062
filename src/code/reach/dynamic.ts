import { ONE_OF_SEVERAL } from "../languages/java-overloads.ts";
import { dynamic, type SdkCall } from "../sdk/sdk-call.ts";
import type { CallExpression, Language } from "../syntax.ts";
import type { Evaluator } from "../values/evaluator.ts";
import type { CallSite, CodeValue } from "../values/value.ts";

/** Functions that run code which is not available to be read. */
const EVALUATORS: ReadonlySet<string> = new Set(["eval", "exec", "Function", "__import__", "compile"]);

/** Packages that may be given a client and are known to call only operations that the program spells out elsewhere. */
const HARMLESS_WITH_CLIENT =
  /^(?:@aws-sdk\/|aws-sdk|boto3|botocore|aws-xray-sdk|aws_xray_sdk|@aws-lambda-powertools\/|aws_lambda_powertools|functools|itertools|util$|node:util$|nodemailer|software\.amazon\.|com\.amazonaws\.|github\.com\/aws\/|(?:fmt|log|log\/slog|errors|context|reflect|encoding\/json)$)/;
const HARMLESS_FUNCTIONS: ReadonlySet<string> = new Set(
  "dict enumerate expect getattr hasattr id isinstance iter len list next print repr reversed set sorted str super tuple type".split(
    " ",
  ),
);
/** Objects that are harmless to call, and whose members are. */
const HARMLESS_OBJECTS: ReadonlySet<string> = new Set(["Array", "JSON", "Object", "Promise", "console"]);

/** Methods that return their argument, or only look at it. */
const HARMLESS_METHODS = /^(?:capture|instrument|wrap|setdefault$|get$|pop$|bind$|from$|debug$|info$|warn)/;

/**
 * Why a call cannot be analysed: it evaluates text, imports a computed name, or passes a client to code that is not
 * read. Undefined for other calls.
 */
export function dynamicUse(
  callee: CodeValue,
  site: CallSite,
  { callee: written }: CallExpression,
  { evaluator, language }: { readonly evaluator: Evaluator; readonly language: Language },
): SdkCall | undefined {
  if (callee.kind === "external") {
    const { source, path } = callee;
    const name = path.join(".");
    if (name === ONE_OF_SEVERAL)
      return dynamic("which of several methods with as many parameters is called is not known");
    if (source === "" && EVALUATORS.has(name)) return dynamic(`${name} runs code that is not written there`);
    if (source === "" && /^(?:require|import)$/.test(name)) {
      const isKnown = site.arguments[0]
        ?.values()
        .some((value) => value.kind === "text" && typeof value.parts[0] === "string");
      return isKnown ? undefined : dynamic("the module of an import is computed");
    }
    const isHarmless =
      source === "" ? language === "java" || isHarmlessGlobal(path) : HARMLESS_WITH_CLIENT.test(source);
    return passesClient(site, evaluator) && !isHarmless
      ? dynamic(`a client is handed to ${source || name}`)
      : undefined;
  }
  if (callee.kind === "method" && callee.name === "?" && callee.of.kind !== "sdk")
    return dynamic("which function is called depends on the environment");
  const name = written.kind === "member" || written.kind === "name" ? written.name : "a function";
  const isFollowed = callee.kind !== "unknown" && !(callee.kind === "method" && callee.of.kind !== "sdk");
  if (isFollowed || HARMLESS_METHODS.test(name) || !passesClient(site, evaluator)) return undefined;
  return dynamic(`a client is handed to ${name}, which is not followed`);
}

function isHarmlessGlobal(path: readonly string[]): boolean {
  const [first = ""] = path;
  return HARMLESS_OBJECTS.has(first) || (path.length === 1 && HARMLESS_FUNCTIONS.has(first));
}

function passesClient({ arguments: passed }: CallSite, evaluator: Evaluator): boolean {
  const values = passed.flatMap((argument) => argument.values());
  return values.some((value) => isClient(value) || evaluator.collections.contents(value).some(isClient));
}

function isClient(value: CodeValue): boolean {
  return value.kind === "sdk" && /^(?:client|resource|resource-service)$/.test(value.sdk.kind);
}
