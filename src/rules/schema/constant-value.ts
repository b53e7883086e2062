import { type Block, type Expression, visitExpressions } from "../../hcl/index.ts";
import {
  distinctDirectories,
  type Module,
  mayRunFrom,
  placeOf,
  surroundingsOf,
  toBool,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { parsedFilesOf } from "../shared/declarations/native-files.ts";
import { argumentOf, isSetTo, localOf, writtenPath } from "../shared/declarations/written-syntax.ts";

export default defineRule({
  summary: "An argument that must be constant refers to a value",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source:
    "Terraform language; tried with Terraform 1.11.4 (2026-11). OpenTofu 1.8 and Terraform 1.15 work out sources and versions of modules",
  why: `Terraform loads modules and providers, and orders the graph, before it knows any variable or local: source, version, alias
and prevent_destroy accept only constants. init stops with "Variables not allowed".`,
  ignoreWhen: "The module is only run with OpenTofu, which evaluates some of these.",
  bad: `variable "release" {
  type = string
}

module "queue" {
  source  = "terraform-aws-modules/sqs/aws"
  version = var.release
}`,
  good: `module "queue" {
  source  = "terraform-aws-modules/sqs/aws"
  version = "4.2.0"
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules)
      .filter(({ directory }) => !surroundingsOf(directory).usesOpenTofu)
      .flatMap((module) =>
        parsedFilesOf(module).flatMap(({ parsed, source }) =>
          parsed.body.items.flatMap((item): RuleFinding[] => {
            if (item.kind !== "block") return [];
            return [...constantsIn(item, module)].flatMap((argument) => {
              const { name, owner, isFlag } = argument;
              const fault = faultOf(argument, module);
              if (!fault) return [];
              const { at, what } = fault;
              return [
                {
                  at: placeOf(at, source),
                  message: `${name} of ${owner} ${what}, but accepts only a constant`,
                  help: isFlag || FLAGS.has(name) ? "Write true or false" : "Write the value itself",
                },
              ];
            });
          }),
        ),
      );
  },
});

interface ConstantArgument {
  readonly name: string;
  readonly owner: string;
  readonly expression: Expression;
  /** Whether it is a boolean that no other rule checks. */
  readonly isFlag: boolean;
  /** Whether locals and calls with constant values are evaluated, as Terraform does since 1.15. */
  readonly mayBeWorkedOut?: boolean;
}

/** Arguments that must be constants, by the type of their block. Defaults and backends have their own rules. */
const CONSTANTS: Readonly<Record<string, readonly string[]>> = {
  module: ["source", "version"],
  provider: ["alias", "version"],
  terraform: ["required_version"],
  variable: ["description", "sensitive", "nullable", "ephemeral"],
  output: ["description", "sensitive", "ephemeral"],
};

const FLAGS: ReadonlySet<string> = new Set(["sensitive", "nullable", "ephemeral"]);

/** The same for nested blocks, with their arguments. */
const INNER_FLAGS: Readonly<Record<string, string>> = { resource: "prevent_destroy", removed: "destroy" };

/** The first version that evaluates sources and versions of modules. */
const FIRST_WITH_SOURCES = [1, 15];

function* constantsIn(block: Block, module: Module): Generator<ConstantArgument> {
  const owner = spokenOwner(block);
  const mayBeWorkedOut = block.type === "module" && mayRunFrom(FIRST_WITH_SOURCES, module);
  for (const name of ownEntry(CONSTANTS, block.type) ?? []) {
    const written = argumentOf(block, name);
    // schema/variable-declaration checks that of variables
    const isFlag = block.type === "output" && FLAGS.has(name);
    if (written) yield { name, owner, expression: written.expression, isFlag, mayBeWorkedOut };
  }
  const flag = ownEntry(INNER_FLAGS, block.type);
  for (const item of block.body.items) {
    if (item.kind !== "block") continue;
    const written = flag !== undefined && item.type === "lifecycle" ? argumentOf(item, flag) : undefined;
    if (written) yield { name: written.name, owner, expression: written.expression, isFlag: true };
    if (block.type === "terraform" && item.type === "required_providers") yield* requirementsIn(item);
  }
}

/** configuration_aliases lists the configurations that a module gets, by names that are not references. */
function* requirementsIn({ body }: Block): Generator<ConstantArgument> {
  for (const item of body.items) {
    if (item.kind !== "attribute") continue;
    const members =
      item.expression.kind === "object" ? item.expression.items : [{ name: "version", value: item.expression }];
    for (const { name, value } of members)
      if (name === "source" || name === "version")
        yield { name, owner: `the required provider ${item.name}`, expression: value, isFlag: false };
  }
}

function faultOf(
  { expression, isFlag, mayBeWorkedOut = false }: ConstantArgument,
  module: Module,
): { readonly at: Expression; readonly what: string } | undefined {
  const varying = varyingIn(expression, module, mayBeWorkedOut);
  if (varying)
    return {
      at: varying,
      what: varying.kind === "call" ? `calls ${varying.name}` : `refers to ${writtenPath(varying).join(".")}`,
    };
  const [part, ...more] = isFlag && expression.kind === "template" ? expression.parts : [];
  if (part?.kind !== "text" || more.length > 0 || toBool(part.value) !== undefined) return undefined;
  return { at: expression, what: `is ${JSON.stringify(part.value.slice(0, 40))}` };
}

/** The first part that is not constant. */
function varyingIn(
  expression: Expression,
  module: Module,
  mayBeWorkedOut: boolean,
  locals: ReadonlySet<unknown> = new Set(),
): Expression | undefined {
  let varying: Expression | undefined;
  visitExpressions(expression, (inner) => {
    if (varying) return;
    if (inner.kind === "call") {
      if (!mayBeWorkedOut) varying = inner;
      return;
    }
    if (inner.kind !== "attribute-access" || writtenPath(inner).length < 2 || isConstantVariable(inner, module)) return;
    const local = mayBeWorkedOut ? localOf(inner, module) : undefined;
    // schema/local-cycle reports self-references
    const isConstant =
      local && (locals.has(local) || !varyingIn(local.node.expression, module, true, new Set([...locals, local])));
    if (!isConstant) varying = inner;
  });
  return varying;
}

/** A variable that is declared as a constant, as future versions will allow. */
function isConstantVariable(expression: Expression, { declared }: Module): boolean {
  const [root, name = ""] = writtenPath(expression);
  return root === "var" && isSetTo(declared.variables.get(name), "const", true);
}

function spokenOwner({ type, labels }: Block): string {
  const names = labels.map(({ value }) => value);
  if (type === "resource") return names.join(".");
  if (type === "variable") return `var.${names[0]}`;
  return [
    type === "provider" ? "the provider" : type === "terraform" || type === "removed" ? `the ${type} block` : type,
    ...names,
  ].join(type === "module" || type === "output" ? "." : " ");
}

function ownEntry<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
