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
import { givenToCallers } from "./triggers/other-callers.ts";

/**
 * Resources passed to modules whose source is not available, or to commands, which may use them in ways that are not
 * visible.
 */
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

/** Whether a resource uses what it refers to in a command, or in a template of another tool. */
function runsSomething({ type, body }: Resource): boolean {
  return type === STACK || body.hasBlock("provisioner") !== "no";
}

/**
 * Resources that are passed, whole or by what they are named by, to modules whose source is not available: these may
 * attach something to them, as policies to a role, for which its ARN is not enough.
 */
export const namedToModules = oncePer((stack: Stack): ReadonlySet<Resource> => {
  const references = valuesForModules(stack).flatMap(allReferences);
  const naming = references.filter(({ path: [attribute] }) => attribute === undefined || NAMES.has(attribute));
  return new Set(naming.map(({ resource }) => resource));
});

const NAMES: ReadonlySet<unknown> = new Set(["id", "name"]);

/** Resources in the outputs of the root, which callers or other roots may use in ways that are not visible. */
export const inOutputs = oncePer(({ root }: Stack): ReadonlySet<Resource> => {
  const values = Array.from(root.declared.outputs.values(), (output) => root.blockValue(output).value("value"));
  return new Set(values.flatMap(allReferences).map(({ resource }) => resource));
});

/** The same of a reusable module; the outputs of others are mostly only shown. */
export function handedToCallers(stack: Stack): ReadonlySet<Resource> {
  return rootKind(stack.root) === "root" ? NONE : inOutputs(stack);
}

const NONE: ReadonlySet<Resource> = new Set();

/**
 * The arguments of calls of modules whose source is not available; a stand-in shows what becomes of those that it
 * declares.
 */
function valuesForModules(stack: Stack): readonly Value[] {
  return stack.modules.flatMap((module) => {
    const standIns = new Map(module.children.map(({ call, declared }) => [call?.name, declared.variables]));
    return module.calls
      .filter(({ modules }) => modules.length === 0)
      .flatMap(({ name, block }) =>
        block.argumentNames
          .filter((argument) => !standIns.get(name)?.has(argument))
          .map((argument) => block.value(argument)),
      );
  });
}

/** Whether a function is passed, by reference or by name, to a module whose source is not available or to a command. */
export function isHandedToModules(stack: Stack, fn: LambdaFunction): boolean {
  if (isAmong(handedToModules(stack), fn)) return true;
  return fn.name ? textsForModules(stack).includes(fn.name) : false;
}

/**
 * Whether a function may be called by something that is no trigger: a module whose source is not available, a caller of
 * this one, or a resource that gets its ARN.
 */
export function mayBeCalledElsewhere(stack: Stack, fn: LambdaFunction): boolean {
  return isHandedToModules(stack, fn) || isAmong(handedToCallers(stack), fn) || isAmong(givenToCallers(stack), fn);
}

function isAmong(resources: ReadonlySet<Resource>, fn: LambdaFunction): boolean {
  return [fn.resource, ...fn.aliases].some((resource) => resources.has(resource));
}

/** The strings passed to modules whose source is not available, joined into one, which is the fastest to search. */
const textsForModules = oncePer((stack: Stack) =>
  valuesForModules(stack)
    .map((value) => stringOf(value) ?? "")
    .join("\n"),
);
