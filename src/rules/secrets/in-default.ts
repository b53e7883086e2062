import { dirname } from "node:path";
import type { Stack } from "../../lambda/index.ts";
import { isTrial, type Place } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { secretsInDefaults, secretsInLocals, secretsInVariableFiles } from "../shared/secrets/secret-defaults.ts";

export default defineRule({
  summary: "A secret is hard-coded as the value of a local or a variable, in a default or in a file that is committed",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  peers: { checkov: ["CKV_SECRET_6"], kics: ["passwords_and_secrets"] },
  source: "Terraform language, Manage sensitive data in your configuration (2026-11)",
  why: `What is committed can be read by everyone who can read the repository, now and in its history, and is copied to every machine
that builds it. As a default it is also what everyone gets who forgets to set the variable.`,
  ignoreWhen: "The value is only for a local stack, and gives access to nothing.",
  bad: `variable "db_password" {
  type      = string
  sensitive = true
  default   = "correct-horse-7-battery"
}`,
  good: `variable "db_password" {
  type      = string
  sensitive = true
}`,
  check({ stack, isIgnored }) {
    const inFiles = secretsInVariableFiles(stack.modules).filter(({ place }) => !isIgnored(place.file.path));
    const found = [...secretsInDefaults(stack.modules), ...secretsInLocals(stack.modules), ...inFiles].filter(
      // what an example or a test sets has a name and opens nothing
      ({ by, place }) => by === "form" || !(isTrial(stack.root) && isOfRoot(place, stack)),
    );
    return found.map(({ variable, name, what, shown, origin, place }) => {
      const which = name === variable ? variable : `${variable} (${name})`;
      if (origin === "local")
        return {
          at: place,
          message: `The local ${which} has ${what} written in it: ${shown}`,
          help: "Read it from Secrets Manager or Parameter Store, or take it from a variable that is sensitive; rotate this one, as it has been exposed",
        };
      const where = origin === "file" ? "this file of variable values" : "its default";
      return {
        at: place,
        resource: `var.${variable}`,
        message: `The variable ${which} has ${what} written in ${where}: ${shown}`,
        help: `Remove it and give it as TF_VAR_${variable}, or read it from Secrets Manager or Parameter Store; rotate this one, as it has been exposed`,
        suggestions: name === variable && origin === "default" ? withoutDefault(variable, place, stack) : [],
      };
    });
  },
});

function isOfRoot({ file }: Place, { root }: Stack): boolean {
  return dirname(file.path) === root.directory.path;
}

/** Not where a call leaves the variable out, which then would lack a value. */
function withoutDefault(variable: string, { file }: Place, { modules }: Stack): readonly Fix[] {
  const own = modules.filter(({ directory }) => directory.holds(file));
  const calls = own.flatMap(({ call }) => call ?? []);
  const [module] = own;
  const declared = module?.declared.variables.get(variable);
  if (!module || !declared || calls.some(({ block }) => !block.isWritten(variable))) return [];
  const title = calls.length > 0 ? "Remove the default" : `Remove the default, and set TF_VAR_${variable}`;
  return suggestionOf(title, removeArgument(module.blockValue(declared), "default"));
}
