import { oncePer } from "../once-per.ts";
import {
  allReferences,
  type Resource,
  rootKind,
  stringOf,
  type Value,
  writtenDependencies,
} from "../terraform/index.ts";
import type { LambdaFunction } from "./function.ts";
import type { Stack } from "./stack.ts";

/** What is handed to modules whose source is not here, and to commands: they may do with it what is not seen. */
export const handedToModules = oncePer((stack: Stack): ReadonlySet<Resource> => {
  const values = valuesForModules(stack);
  const toCommands = COMMANDS.flatMap((type) => stack.resources(type).filter(runsSomething));
  return new Set([
    ...values.flatMap(allReferences).map(({ resource }) => resource),
    ...toCommands.flatMap((each) => [...writtenDependencies(each)]),
  ]);
});

const STACK = "aws_cloudformation_stack";
const COMMANDS = ["null_resource", "terraform_data", STACK];

/** Whether a resource makes something of what it names: by a command, or a template of another tool. */
function runsSomething({ type, body }: Resource): boolean {
  return type === STACK || body.hasBlock("provisioner") !== "no";
}

/** What the outputs of a module that may be called name: its callers may do with it what is not seen. */
export const handedToCallers = oncePer(({ root }: Stack): ReadonlySet<Resource> => {
  if (rootKind(root) === "root") return new Set();
  const values = Array.from(root.declared.outputs.values(), (output) => root.blockValue(output).value("value"));
  return new Set(values.flatMap(allReferences).map(({ resource }) => resource));
});

/** The arguments of calls of modules whose source is not here. */
function valuesForModules(stack: Stack): readonly Value[] {
  const calls = stack.modules.flatMap((module) => module.calls).filter(({ modules }) => modules.length === 0);
  return calls.flatMap(({ block }) => block.argumentNames.map((name) => block.value(name)));
}

/** Whether a module whose source is not here, or a command, is told of a function, by reference or by name. */
export function isHandedToModules(stack: Stack, fn: LambdaFunction): boolean {
  if (isAmong(handedToModules(stack), fn)) return true;
  return fn.name ? textsForModules(stack).includes(fn.name) : false;
}

/** Whether somebody who is not seen may call a function: a module whose source is not here, or who calls this one. */
export function mayBeCalledElsewhere(stack: Stack, fn: LambdaFunction): boolean {
  return isHandedToModules(stack, fn) || isAmong(handedToCallers(stack), fn);
}

function isAmong(resources: ReadonlySet<Resource>, fn: LambdaFunction): boolean {
  return [fn.resource, ...fn.aliases].some((resource) => resources.has(resource));
}

/** The texts that are handed to modules whose source is not here, in one: a search through it is the fastest there is. */
const textsForModules = oncePer((stack: Stack) =>
  valuesForModules(stack)
    .map((value) => stringOf(value) ?? "")
    .join("\n"),
);
