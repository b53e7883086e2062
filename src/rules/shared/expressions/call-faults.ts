import { type Expression, type FunctionCall, visitExpressions } from "../../../hcl/index.ts";
import { placeOf, refusesArguments, rootKind, stringOf, surroundingsOf, type Value } from "../../../terraform/index.ts";
import { pathFromModule } from "../declarations/module-files.ts";
import { writtenPath } from "../declarations/written-syntax.ts";
import { argumentFaults, arityFault, type CallFault, singleFault, templateFault } from "./call-checks.ts";
import type { Certainty, ExpressionFault, ExpressionSite } from "./expression-findings.ts";
import type { ExpressionType } from "./expression-type.ts";
import { fileFault } from "./file-calls.ts";
import { isPlainPattern } from "./plain-pattern.ts";

/**
 * Mistakes in a function call, judging by the types of its arguments and by literal ones. Too many arguments are
 * reported everywhere, even if Terraform may not evaluate the call.
 */
export function callFaults(
  call: FunctionCall,
  types: readonly (ExpressionType | undefined)[],
  certainty: Certainty,
  site: ExpressionSite,
): readonly ExpressionFault[] {
  const toFault = ({ argument, ...fault }: CallFault): ExpressionFault => {
    const at = argument === undefined ? undefined : call.args[argument];
    return { ...fault, kind: "call", at: placeOf(at ?? call, site.file) };
  };
  const arity = arityFault(call);
  if (arity) return [{ ...toFault(arity), severity: certainty === "possible" ? "warning" : undefined }];
  if (certainty !== "certain") return [];
  const template = templateFault(call);
  // OpenTofu accepts any string
  const isRendered = template === undefined || surroundingsOf(site.module.directory).usesOpenTofu;
  const file =
    moduleFileFault(call, site) ?? fileFault(call, constantPath(call, site), types[1], site.module, site.file);
  const single = singleFault(call, types);
  const faults = [
    ...(isRendered ? [] : [template]),
    ...(file ? [file] : []),
    ...(single ? [single] : []),
    ...argumentFaults(call, types),
  ];
  if (faults.length > 0 || !isRefused(call, site)) return faults.map(toFault);
  return [
    {
      kind: "call",
      at: placeOf(call, site.file),
      message: `${call.name} fails with these arguments`,
      help: "Try the call in terraform console",
    },
  ];
}

/** A condition that uses can to test a text against an invalid pattern, and so is false for every text. */
export function hiddenPatternFaults(condition: Expression, site: ExpressionSite): readonly ExpressionFault[] {
  const faults: ExpressionFault[] = [];
  visitExpressions(condition, (caught) => {
    if (caught.kind !== "call" || caught.name !== "can") return;
    for (const call of caught.args) {
      const pattern = call.kind === "call" && call.name.startsWith("regex") ? call.args[0] : undefined;
      if (call.kind !== "call" || !pattern || !isNoPattern(pattern, site)) continue;
      faults.push({
        kind: "call",
        at: placeOf(pattern, site.file),
        message: `${call.name} fails with this pattern, whatever the text`,
        help: "Patterns use RE2 syntax: no lookahead, lookbehind or backreferences",
      });
    }
  });
  return faults;
}

/** Functions whose first argument is the path of a file or a folder that they read. */
const OF_FILES = /^(?:file(?:set|base64|(?:base64)?sha(?:256|512)|sha1|md5)?|templatefile)$/;

/** What is wrong with a call in a called module that reads a file of the module as if Terraform ran in its folder. */
function moduleFileFault(call: FunctionCall, site: ExpressionSite): CallFault | undefined {
  const given = OF_FILES.test(call.name) ? call.args[0] && constantValue(call.args[0], site) : undefined;
  const meant = given && pathFromModule(given, site.module);
  if (!given || meant === undefined) return undefined;
  return {
    argument: 0,
    message: `${stringOf(given)} is in the folder of this module, but not where Terraform runs`,
    help: `Begin the path with path.module: "${meant}"`,
  };
}

/** The first argument of a call, if it is the same file for every caller of the module. */
function constantPath({ args: [first] }: FunctionCall, site: ExpressionSite): Value | undefined {
  if (!first) return undefined;
  let isOfModule = false;
  visitExpressions(first, (inner) => {
    isOfModule ||= writtenPath(inner).join(".") === "path.module";
  });
  // other paths are relative to where Terraform runs
  const isFixed = isOfModule || rootKind(site.types.root) === "root";
  return isFixed ? constantValue(first, site) : undefined;
}

/** Whether Terraform refuses the literal arguments, whatever the others are. */
function isRefused({ name, args, expandLast, nameSpan }: FunctionCall, site: ExpressionSite): boolean {
  if (expandLast || !PARTICULAR.has(name)) return false;
  const values = args.map((argument) => constantValue(argument, site));
  if (values.every((value) => value === undefined)) return false;
  // an invalid pattern is invalid for every text
  if (name.startsWith("regex") && values[1] === undefined) return isNoPattern(args[0], site);
  return refusesArguments(name, values, placeOf(nameSpan, site.file));
}

function isNoPattern(expression: Expression | undefined, site: ExpressionSite): boolean {
  const pattern = expression && constantValue(expression, site);
  if (!expression || !pattern || isPlainPattern(stringOf(pattern) ?? "")) return false;
  const at = placeOf(expression, site.file);
  return refusesArguments("regexall", [pattern, { kind: "known", value: "", place: at }], at);
}

/** The value of an expression for all callers; undefined if it depends on anything. */
function constantValue(expression: Expression, { types, module, file }: ExpressionSite): Value | undefined {
  return types.constantsOf(module).valueOf(expression, file);
}

/** Functions that accept only some values of a type. */
const PARTICULAR: ReadonlySet<string> = new Set([
  ..."base64decode chunklist cidrhost cidrnetmask cidrsubnet cidrsubnets coalesce coalescelist csvdecode element".split(
    " ",
  ),
  ..."format formatdate formatlist index jsondecode log lookup one parseint range regex regexall replace slice".split(
    " ",
  ),
  ..."substr sum textdecodebase64 textencodebase64 timeadd timecmp tobool tonumber toset yamldecode zipmap".split(" "),
  ..."provider::aws::arn_parse provider::aws::trim_iam_role_path provider::aws::user_agent".split(" "),
  ..."provider::terraform::decode_tfvars provider::terraform::encode_tfvars".split(" "),
]);
