import type { Stack } from "../../lambda/index.ts";
import { spokenList } from "../../spoken-list.ts";
import {
  distinctDirectories,
  isInVariable,
  type MergedBlock,
  type Module,
  mergedBlock,
  type Place,
  PlaceIndex,
  placeOf,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { headerPlace } from "../shared/declarations/module-place.ts";
import { nearName } from "../shared/declarations/near-name.ts";
import { isWhole } from "../shared/declarations/whole-module.ts";
import { replacing, respelling, suggestionOf } from "../shared/edits/fixes.ts";
import { removeText } from "../shared/edits/remove-text.ts";
import { argumentMisfits } from "../shared/expressions/reference-walk.ts";
import { spokenFound } from "../shared/expressions/shape-misfit.ts";
import { misfitPlace, spokenType, typeMisfit } from "../shared/expressions/type-misfit.ts";
import { variableType } from "../shared/expressions/variable-type.ts";
import { RESERVED_NAMES } from "../shared/schema/language-blocks.ts";

/** Arguments that Terraform itself knows in every module call. */
const META_ARGUMENTS: ReadonlySet<string> = new Set([
  "source",
  "version",
  "providers",
  "count",
  "for_each",
  "depends_on",
  // Terraform 1.15
  "ignore_nested_deprecations",
]);

export default defineRule({
  summary: "A module call does not fit the module's variables",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Modules: calling a child module; Type Constraints (2026-11)",
  why: `Terraform stops at an argument that is not a variable of the module, at a variable without a default that gets no value,
and at a value of the wrong type.`,
  bad: `# file: main.tf
module "queue" {
  source = "./queue"
  names  = "jobs"
}
# file: queue/main.tf
variable "name" {
  type = string
}`,
  good: `# file: main.tf
module "queue" {
  source = "./queue"
  name   = "jobs"
}
# file: queue/main.tf
variable "name" {
  type = string
}`,
  check({ stack }) {
    return [
      ...distinctDirectories(stack.modules).flatMap((module) =>
        module.calls.flatMap(({ name, declared, modules: [called] }) => [
          ...blockFaults(name, declared, called),
          ...(called && isWhole(called) ? checkNames(name, declared, called) : []),
        ]),
      ),
      ...checkTypes(stack),
    ];
  },
});

function checkNames(name: string, call: MergedBlock, { declared }: Module): RuleFinding[] {
  const resource = `module.${name}`;
  const blockTypes = new Set(call.blocks.map(({ node }) => node.type));
  const isWritten = (variable: string) => call.attributes.has(variable) || blockTypes.has(variable);
  const unset = new Set([...declared.variables.keys()].filter((variable) => !isWritten(variable)));
  const misspelt = new Set<string>();
  const unknown = [...call.attributes.values()].flatMap(({ node, file }): RuleFinding[] => {
    if (declared.variables.has(node.name) || META_ARGUMENTS.has(node.name)) return [];
    const suggestion = nearName(node.name, unset);
    if (suggestion !== undefined) misspelt.add(suggestion);
    const at = placeOf(node.nameSpan, file);
    return [
      {
        at,
        resource,
        ...(call.isOverridden && { severity: "warning" }),
        message: `${resource} has no variable ${node.name}${call.isOverridden ? PASSED_OVER : ""}`,
        help:
          suggestion === undefined ? "Remove it, or declare the variable in the module" : `Did you mean ${suggestion}?`,
        ...(suggestion !== undefined
          ? respelling(node.name, { meant: suggestion, among: unset }, replacing(at, suggestion))
          : { suggestions: suggestionOf(`Remove ${node.name}`, removeText(placeOf(node, file))) }),
      },
    ];
  });
  // what an override file adds does not count
  const own = call.isOverridden ? mergedBlock(call.declared).attributes : call.attributes;
  const missing = [...declared.variables.keys()].filter(
    (variable) =>
      !own.has(variable) &&
      !blockTypes.has(variable) &&
      !misspelt.has(variable) &&
      isRequired(declared.variables.get(variable)),
  );
  return [...unknown, ...missingOf(missing, resource, headerPlace(call))];
}

/**
 * Whatever the module declares, its call takes arguments alone, with or without dynamic; tried with Terraform 1.11.4
 * (2026-11).
 */
function blockFaults(name: string, call: MergedBlock, called: Module | undefined): RuleFinding[] {
  const resource = `module.${name}`;
  return call.blocks.flatMap(({ node, file }) => {
    const written = node.type === "dynamic" ? (node.labels[0]?.value ?? node.type) : node.type;
    const isVariable = called?.declared.variables.has(written);
    // Terraform keeps _ for arguments of a module that have the name of one of its own
    const isOthers = written === "_" || RESERVED_NAMES.get("module")?.includes(written);
    if (!isVariable && (isOthers || call.isOverridden)) return [];
    return {
      at: placeOf(node.typeSpan, file),
      resource,
      message: isVariable
        ? `${written} is a variable of ${resource}, but is written as a block`
        : `${resource} has ${written} written as a block, and a module takes arguments alone`,
      help: `Write ${written} = { … }${isVariable ? "" : ", or a list of these, if it is a variable of the module"}`,
    };
  });
}

/** Tried with Terraform 1.11.4 (2026-11). */
const PASSED_OVER = ", and Terraform ignores it because an override file changes this call";

function isRequired(variable: MergedBlock | undefined): boolean {
  return variable !== undefined && !variable.attributes.has("default");
}

function missingOf(missing: readonly string[], resource: string, at: Place): RuleFinding[] {
  if (missing.length === 0) return [];
  const names = spokenList(missing);
  return [
    {
      at,
      resource,
      message: `${resource} lacks ${names}, for which the module has no default`,
      help: `Add ${names}`,
    },
  ];
}

function checkTypes(stack: Stack): RuleFinding[] {
  const found = stack.modules.flatMap(valueFaults);
  const places = new PlaceIndex(found, ({ at }) => at);
  const declared = argumentMisfits(stack)
    .filter(({ at, blocks: [outer] }) => outer?.type === "module" && !places.hasWithin(at))
    .map(({ at, name, blocks: [outer], misfit }) => {
      const resource = `module.${outer?.labels[0]?.value}`;
      return {
        at,
        resource,
        message: `${name} of ${resource} is ${spokenFound(misfit)}, but must be ${spokenType(misfit.wanted)}`,
        help: `Write ${spokenType(misfit.wanted)}`,
      };
    });
  return [...found, ...declared];
}

/** Values in a module call that do not fit the types of the variables. */
function valueFaults(module: Module): RuleFinding[] {
  const { call, declared } = module;
  if (!call) return [];
  return [...declared.variables].flatMap(([name, variable]) => {
    const type = call.block.isWritten(name) ? variableType(variable, module) : undefined;
    const misfit = type && typeMisfit(call.block.value(name), type);
    if (!misfit || module.trace.some(({ parent }) => isInVariable(misfit.value.place, parent))) return [];
    return [
      {
        at: misfitPlace(misfit, call.block.place(name)),
        resource: `module.${call.name}`,
        message: `${name} of module.${call.name} is ${misfit.found}, but must be ${spokenType(misfit.expected)}`,
        help: `Write ${spokenType(misfit.expected)}`,
        related: [{ at: headerPlace(variable), message: "The variable" }],
      },
    ];
  });
}
