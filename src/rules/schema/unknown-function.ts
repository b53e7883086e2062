import { didYouMean, editDistance } from "../../aws/did-you-mean.ts";
import { attributesWithin, type FunctionCall, visitExpressions } from "../../hcl/index.ts";
import {
  type ConfigurationFile,
  distinctDirectories,
  functionNames,
  mayRunFrom,
  namesOtherThings,
  type Place,
  placeOf,
} from "../../terraform/index.ts";
import { defineRule, type Fix, type RuleFinding } from "../rule.ts";
import { expressionsOfKind, parsedFilesOf } from "../shared/declarations/native-files.ts";
import { replacing } from "../shared/edits/fixes.ts";
import { inBrackets } from "../shared/edits/removed-collections.ts";

/** The present syntax for functions of old configurations. */
const TAKEN_AWAY: ReadonlyMap<string, string> = new Map([
  ["list", "[ … ], or tolist([ … ])"],
  ["map", "{ … }, or tomap({ … })"],
]);
const FIRST_WITHOUT = [0, 15];

/** Names that functions have in other languages, in lower case, and Terraform's names. */
const BORROWED: ReadonlyMap<string, string> = new Map([
  ...["len", "size", "count", "strlen"].map((name) => [name, "length"] as const),
  ...["tolower", "tolowercase", "lowercase", "downcase"].map((name) => [name, "lower"] as const),
  ...["toupper", "touppercase", "uppercase", "upcase"].map((name) => [name, "upper"] as const),
  ...["sprintf", "printf", "fmt", "sub"].map((name) => [name, "format"] as const),
  ...["tojson", "json_encode", "jsonstringify", "stringify"].map((name) => [name, "jsonencode"] as const),
  ...["fromjson", "parsejson", "json_decode", "jsonparse"].map((name) => [name, "jsondecode"] as const),
  ...["b64encode", "b64enc", "base64"].map((name) => [name, "base64encode"] as const),
  ["substring", "substr"],
  ...["append", "push"].map((name) => [name, "concat"] as const),
  ...["includes", "has", "in"].map((name) => [name, "contains"] as const),
  ...["uniq", "unique"].map((name) => [name, "distinct"] as const),
  ...["strip", "trimwhitespace"].map((name) => [name, "trimspace"] as const),
  ...["int", "number", "parsefloat"].map((name) => [name, "tonumber"] as const),
  ...["str", "string"].map((name) => [name, "tostring"] as const),
  ...["fileexist", "exists"].map((name) => [name, "fileexists"] as const),
  ...["readfile", "file_get_contents"].map((name) => [name, "file"] as const),
  ...["now", "date"].map((name) => [name, "timestamp"] as const),
  ["round", "floor or ceil"],
  ...["regexreplace", "regex_replace", "replaceregex", "gsub"].map(
    (name) => [name, 'replace(…, "/…/", …), with the regular expression between slashes'] as const,
  ),
  ["array", "tolist"],
  ["object", "tomap"],
  ["if", "… ? … : …"],
  ["ternary", "… ? … : …"],
  ["getenv", "a variable, which TF_VAR_… sets"],
  ["env", "a variable, which TF_VAR_… sets"],
]);

/** Functions that only OpenTofu has. */
const OF_OPENTOFU = ["base64gunzip", "cidrcontains", "urldecode"];
/** Terraform functions that are not evaluated, as their result depends on the run or the machine. */
const NOT_EVALUATED = [
  "abspath",
  "base64gzip",
  "bcrypt",
  "convert",
  "plantimestamp",
  "rsadecrypt",
  "timestamp",
  "uuid",
];
/** Functions of hashicorp/aws that are not evaluated. */
const OF_AWS = ["provider::aws::iam_policy_split", "provider::aws::iam_statements_distribute"];
const KNOWN: ReadonlySet<string> = new Set([...functionNames, ...NOT_EVALUATED, ...OF_OPENTOFU, ...OF_AWS]);
const KNOWN_PROVIDERS = /^provider::(?:aws|terraform)::/;

export default defineRule({
  summary: "A function is called that Terraform does not have",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Functions, and the upgrade guide of Terraform 0.15 (2026-11)",
  why: `Terraform stops before it plans anything. The functions list and map of old configurations were removed in Terraform 0.15,
because brackets and braces do the same.`,
  bad: `output "zones" {
  value = list("eu-west-1a", "eu-west-1b")
}`,
  good: `output "zones" {
  value = ["eu-west-1a", "eu-west-1b"]
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) => {
      const hasOldOnes = !mayRunFrom(FIRST_WITHOUT, module);
      const isStrangeHere = ({ name }: FunctionCall) => isStrange(module.functionName(name));
      const suspects = parsedFilesOf(module).filter((file) => expressionsOfKind(file, "call").some(isStrangeHere));
      return suspects.flatMap((file) =>
        callsIn(file).flatMap((call) => {
          const fault = faultOf(module.functionName(call.name), { hasOldOnes });
          const at = placeOf(call.nameSpan, file.source);
          if (!fault) return [];
          const fix = TAKEN_AWAY.has(call.name) ? inBrackets(call, file.source) : undefined;
          return [{ at, ...fault, fix, suggestions: respelt(at, fault) }];
        }),
      );
    });
  },
});

/**
 * What is wrong with the name of a function. `hasOldOnes`: whether the module may run with versions that still have
 * removed functions.
 */
function faultOf(
  name: string,
  { hasOldOnes }: { readonly hasOldOnes: boolean },
): Pick<RuleFinding, "message" | "help"> | undefined {
  if (!isStrange(name)) return undefined;
  const instead = TAKEN_AWAY.get(name);
  if (instead)
    return hasOldOnes
      ? undefined
      : { message: `Terraform removed the function ${name} in 0.15`, help: `Write ${instead}` };
  // a name without any similar one may be that of a future function
  const meant = meantBy(name);
  if (!meant) return undefined;
  return {
    message: `${KNOWN_PROVIDERS.test(name) ? "The provider" : "Terraform"} has no function ${name}`,
    help: meant.includes(" ") ? `Write ${meant}` : `Did you mean ${meant}?`,
  };
}

function meantBy(name: string): string | undefined {
  // functions of one provider resemble each other, and each version adds some
  if (name.includes("::")) return [...KNOWN].find((known) => editDistance(name, known, 1) === 1);
  const small = name.toLowerCase();
  return KNOWN.has(small) ? small : (BORROWED.get(small) ?? didYouMean(name, KNOWN));
}

/** Whether a function is neither Terraform's nor that of a provider with unknown functions. */
function isStrange(name: string): boolean {
  return !KNOWN.has(name) && (!name.includes("::") || KNOWN_PROVIDERS.test(name));
}

/** The calls in a file, without the types of variables, which have the same syntax. */
function callsIn({ parsed }: ConfigurationFile): readonly FunctionCall[] {
  const found: FunctionCall[] = [];
  for (const { attribute, blocks } of attributesWithin(parsed.body)) {
    if (namesOtherThings(attribute, blocks)) continue;
    visitExpressions(attribute.expression, (inner) => {
      if (inner.kind === "call") found.push(inner);
    });
  }
  return found;
}

/** Replaces it by the intended name, if that is a name and not a whole expression. */
function respelt(at: Place, { help }: Pick<RuleFinding, "help">): readonly Fix[] {
  const [, name] = /^Did you mean (\w+)\?$/.exec(help) ?? [];
  return name === undefined ? [] : [replacing(at, name)];
}
