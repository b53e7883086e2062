import { type Expression, type FunctionCall, innerExpressions } from "../../../hcl/index.ts";
import { functionSignature, type Module, type Value } from "../../../terraform/index.ts";

/** Functions whose result depends on when, where or next to which files Terraform runs. */
const VARYING: ReadonlySet<string> = new Set([
  ..."abspath bcrypt can plantimestamp rsadecrypt sensitive templatefile templatestring timestamp try uuid".split(" "),
  ..."file filebase64 filebase64sha256 filebase64sha512 fileexists filemd5 fileset filesha1 filesha256 filesha512".split(
    " ",
  ),
]);

/** Functions that decode a text to data of any type. */
const DECODERS: ReadonlySet<string> = new Set(["csvdecode", "jsondecode", "yamldecode"]);

type Names = ReadonlySet<string>;
const NO_NAMES: Names = new Set();

/** Finds out which expressions of a module are the same for everyone, whatever its variables. */
export class ConstantExpressions {
  private readonly module: Module;
  private readonly locals = new Map<string, boolean>();

  constructor(module: Module) {
    this.module = module;
  }

  /** The value of a constant expression; undefined if it depends on anything. */
  valueOf(expression: Expression, file: Parameters<Module["evaluate"]>[1]): Value | undefined {
    return this.isConstant(expression) ? this.module.evaluate(expression, file) : undefined;
  }

  /** The result of decoding a text that is constant, or is in a file of the configuration. */
  decoded(call: FunctionCall, file: Parameters<Module["evaluate"]>[1]): Value | undefined {
    const [argument] = call.args;
    if (!argument || !DECODERS.has(call.name)) return undefined;
    const isRead = argument.kind === "call" && argument.name === "file";
    const isText = isRead ? argument.args.every((arg) => this.isConstant(arg)) : this.isConstant(argument);
    return isText ? this.module.evaluate(call, file) : undefined;
  }

  /** `bound`: the names that surrounding loops give to elements of constants. */
  private isConstant(expression: Expression, bound: Names = NO_NAMES): boolean {
    const isAlso = (inner: Expression) => this.isConstant(inner, bound);
    switch (expression.kind) {
      case "variable":
        return bound.has(expression.name);
      case "for": {
        const { collection, keyVariable, valueVariable, key, value, condition } = expression;
        const within = new Set([...bound, valueVariable, ...(keyVariable === undefined ? [] : [keyVariable])]);
        const parts = [key, value, condition].filter((part) => part !== undefined);
        return isAlso(collection) && parts.every((part) => this.isConstant(part, within));
      }
      case "splat":
        return isAlso(expression.object) && this.isConstant(expression.each, new Set([...bound, ""]));
      case "attribute-access": {
        const { object, name } = expression;
        if (object.kind !== "variable" || bound.has(object.name)) return isAlso(object);
        if (object.name === "path") return name === "module" || name === "root";
        return object.name === "local" && this.isConstantLocal(name);
      }
      case "call":
        return this.isPure(this.module.functionName(expression.name)) && expression.args.every(isAlso);
      case "template":
        return expression.parts.every(
          (part) => part.kind === "text" || (part.kind === "interpolation" && isAlso(part.expression)),
        );
      default:
        return innerExpressions(expression).every(isAlso);
    }
  }

  private isPure(name: string): boolean {
    return !VARYING.has(name) && (functionSignature(name) !== undefined || !name.includes("::"));
  }

  private isConstantLocal(name: string): boolean {
    const known = this.locals.get(name);
    if (known !== undefined) return known;
    // a self-reference has no value
    this.locals.set(name, false);
    const declared = this.module.declared.locals.get(name);
    const isConstant = declared !== undefined && this.isConstant(declared.node.expression);
    this.locals.set(name, isConstant);
    return isConstant;
  }
}
