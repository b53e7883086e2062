import {
  distinctDirectories,
  encloses,
  type Module,
  type ObjectValue,
  type Place,
  type TypeConstraint,
  type Value,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { nearName } from "../shared/declarations/near-name.ts";
import { type ReadNames, readNames, readOfVariable } from "../shared/declarations/read-names.ts";
import { isWhole } from "../shared/declarations/whole-module.ts";
import { replacing } from "../shared/edits/fixes.ts";
import { typeMisfit } from "../shared/expressions/type-misfit.ts";
import { variableType } from "../shared/expressions/variable-type.ts";

const example = (key: string) => `# file: main.tf
module "workers" {
  source = "./workers"
  workers = {
    orders = { handler = "orders.handler", ${key} = 30 }
  }
}
# file: workers/main.tf
variable "workers" {
  type = map(object({ handler = string, timeout = optional(number, 3) }))
}`;

export default defineRule({
  summary: "A module is given a setting under a name that it does not read",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Type Constraints: conversion of complex types (2026-11)",
  why: `Terraform silently drops what an object type does not name, and a module that accepts any value reads what it knows and
ignores the rest. A misspelt setting is then not set: the default applies.`,
  bad: example("timout"),
  good: example("timeout"),
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) =>
      module.calls.flatMap(({ name, block, modules: [called] }) => {
        if (!called || called.directory.isStandIn || !isWhole(called)) return [];
        return [...called.declared.variables]
          .filter(([variable]) => block.isWritten(variable))
          .flatMap(([variable, declared]) => {
            const type = variableType(declared, called);
            const value = block.value(variable);
            const unread =
              type && type.kind !== "any" && !isMapOfAny(type)
                ? dropped(value, type)
                : unnamed(value, variable, called);
            return unread
              .filter(({ place }) => encloses(block.place(variable), place))
              .map((key) => toFinding(key, `module.${name}`));
          });
      }),
    );
  },
});

/** A key that nothing reads, and the one most likely meant. */
interface UnreadKey {
  readonly key: string;
  readonly place: Place;
  readonly meant: string;
  /** Whether the other key accepts the value, as far as is known. */
  readonly isFitting: boolean;
}

function toFinding({ key, place, meant, isFitting }: UnreadKey, resource: string): RuleFinding {
  return {
    at: place,
    resource,
    message: `${resource} does not read ${key}, so it has no effect`,
    help: `Did you mean ${meant}?`,
    // this would replace the default that applies today, so it is for the owner to decide
    suggestions: isFitting ? [replacing(place, quoted(place, meant), meant)] : [],
  };
}

function quoted({ file, start }: Place, name: string): string {
  return file.text[start] === '"' ? `"${name}"` : name;
}

/** The keys that conversion to the type drops. */
function dropped(value: Value, type: TypeConstraint): readonly UnreadKey[] {
  if (value.kind === "list" && (type.kind === "list" || type.kind === "set"))
    return value.elements.flatMap((element) => dropped(element, type.of));
  if (value.kind !== "object") return [];
  if (type.kind === "map") return [...value.entries.values()].flatMap((entry) => dropped(entry, type.of));
  if (type.kind !== "object") return [];
  const accepts = (key: string, entry: Value): boolean => {
    const attribute = type.attributes.get(key);
    return attribute !== undefined && typeMisfit(entry, attribute.type) === undefined;
  };
  const own = misspelt(value, (key) => type.attributes.has(key), new Set(type.attributes.keys()), accepts);
  const inner = [...type.attributes].flatMap(([name, attribute]) => {
    const entry = value.entries.get(name);
    return entry ? dropped(entry, attribute.type) : [];
  });
  return [...own, ...inner];
}

/** The keys that a module which accepts any value mentions nowhere, in the value or in its elements. */
function unnamed(value: Value, variable: string, called: Module): readonly UnreadKey[] {
  if (value.kind !== "object") return [];
  const names: ReadNames = readNames(called);
  const isNamed = (key: string): boolean => names.words.has(key);
  const elements = [...value.entries.values()].flatMap((entry) => (entry.kind === "list" ? entry.elements : [entry]));
  return [
    ...misspelt(value, isNamed, readOfVariable(names, variable)),
    ...elements.flatMap((element) => (element.kind === "object" ? misspelt(element, isNamed, names.ofElements) : [])),
  ];
}

/**
 * The unknown keys of an object that are similar to a known one which the object lacks, at best one that accepts the
 * value.
 */
function misspelt(
  { entries, keyPlaces }: ObjectValue,
  isKnown: (key: string) => boolean,
  known: ReadonlySet<string>,
  accepts: (key: string, entry: Value) => boolean = () => true,
): readonly UnreadKey[] {
  return [...entries].flatMap(([key, entry]) => {
    const place = keyPlaces?.get(key);
    if (!place || isKnown(key)) return [];
    const fitting = nearName(key, new Set([...known].filter((name) => accepts(name, entry))));
    const meant = fitting ?? nearName(key, known);
    return meant !== undefined && !entries.has(meant) ? [{ key, place, meant, isFitting: fitting !== undefined }] : [];
  });
}

function isMapOfAny(type: TypeConstraint): boolean {
  return type.kind === "map" && type.of.kind === "any";
}
