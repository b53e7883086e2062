import type { Expression } from "../../hcl/index.ts";
import type { Stack } from "../../lambda/index.ts";
import { distinctDirectories, type MergedBlock, type Module, type ModuleCall } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { headerPlace } from "../shared/declarations/module-place.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { isSecretName, wordsOf } from "../shared/secrets/secret-name.ts";

export default defineRule({
  summary: "A variable or output that carries a secret is not marked as sensitive",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Input Variables: sensitive (2026-11)",
  why: `Terraform prints values in plans and logs unless told not to. A pull request's plan, kept by CI for months, then shows the
secret to everyone who can see the build.`,
  ignoreWhen: "The value is the name or location of a secret, not the secret itself.",
  bad: `variable "db_password" {
  type = string
}`,
  good: `variable "db_password" {
  type      = string
  sensitive = true
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) => {
      const exposed = [...module.declared.variables].filter(
        ([name, block]) => isExposed(name, block, module) && !isHandedOn(name, callsOf(module, stack)),
      );
      const names = new Set(exposed.map(([name]) => name));
      return [
        ...exposed.map(([name, block]) => finding("variable", name, block, module)),
        ...[...module.declared.outputs]
          .filter(([name, block]) => isExposed(name, block, module) && passesOn(block, names))
          .map(([name, block]) => finding("output", name, block, module)),
      ];
    });
  },
});

/** All calls of a module's directory. */
function callsOf({ directory }: Module, stack: Stack): readonly ModuleCall[] {
  return stack.modules.flatMap((module) => (module.directory.path === directory.path ? (module.call ?? []) : []));
}

/**
 * Whether every caller sets a variable to a variable of its own whose name also says that it is a secret: either that
 * is marked, and its mark is kept with the value, or it is reported there.
 */
function isHandedOn(name: string, calls: readonly ModuleCall[]): boolean {
  return (
    calls.length > 0 &&
    calls.every(({ parent, declared }) => {
      const given = declared.attributes.get(name)?.node.expression;
      const outer = given && variableOf(given);
      const block = outer === undefined ? undefined : parent.declared.variables.get(outer);
      if (outer === undefined || !block) return false;
      return parent.blockValue(block).boolean("sensitive") === true || isExposed(outer, block, parent);
    })
  );
}

/** The variable if an expression is nothing but a variable. */
function variableOf(expression: Expression): string | undefined {
  const isVariable =
    expression.kind === "attribute-access" && expression.object.kind === "variable" && expression.object.name === "var";
  return isVariable ? expression.name : undefined;
}

function finding(kind: "variable" | "output", name: string, block: MergedBlock, module: Module): RuleFinding {
  const shown =
    kind === "variable" ? [...module.declared.outputs.values()].filter((output) => shows(output, name)) : [];
  return {
    at: headerPlace(block),
    message: `The ${kind} ${name} carries a secret but is not marked as sensitive, so plans show it`,
    help: "Set sensitive = true",
    suggestions: suggestionOf(
      "Set sensitive to true",
      ...[block, ...shown].map((one) => setArgument(module.blockValue(one), "sensitive", "true")),
    ),
  };
}

/** Whether an output uses a variable and is not marked, which Terraform refuses once the variable is. */
function shows({ attributes }: MergedBlock, variable: string): boolean {
  const value = attributes.get("value");
  return (
    value !== undefined &&
    !attributes.has("sensitive") &&
    new RegExp(`\\bvar\\.${variable}\\b`).test(value.file.slice(value.node.expression))
  );
}

/** Words in a description that show that the value is not the secret itself. */
const POINTS = /\b(?:arns?|names?|paths?|ids?|identifiers?|keys? of|url|uri|reference|location|whether)\b/i;

/** Words before `secret` where the value is one; with others it may be the name of one. */
const SHARED_WITH = new Set(
  "client app application webhook jwt auth signing consumer shared session cookie hmac".split(" "),
);

/** Names that are also used for the name of a secret or for a KMS key. */
function isAmbiguous(words: readonly string[]): boolean {
  const last = words.at(-1);
  if (words.length < 2 || last === "credentials" || words.some((word) => word === "kms" || word === "ssm")) return true;
  if (last === "secret") return !SHARED_WITH.has(words.at(-2) ?? "");
  return last === "key" && ["encryption", "master", "signing"].includes(words.at(-2) ?? "");
}

function isExposed(name: string, declared: MergedBlock, module: Module): boolean {
  if (!isSecretName(name) || isAmbiguous(wordsOf(name))) return false;
  const block = module.blockValue(declared);
  if (block.isSet("sensitive") !== "no" && block.boolean("sensitive") !== false) return false;
  if (block.isSet("ephemeral") !== "no" && block.boolean("ephemeral") !== false) return false;
  if (POINTS.test(block.string("description") ?? "")) return false;
  const type = declared.attributes.get("type")?.node.expression;
  return type === undefined || (type.kind === "variable" && type.name === "string");
}

/** Whether an output is just one of these variables. Terraform itself recognizes other sensitive values. */
function passesOn({ attributes }: MergedBlock, variables: ReadonlySet<string>): boolean {
  const value = attributes.get("value")?.node.expression;
  const name = value && variableOf(value);
  return name !== undefined && variables.has(name);
}
