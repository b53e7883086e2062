import { oncePer } from "../once-per.ts";
import {
  allReferences,
  type BlockValue,
  elementsOrSelf,
  type Module,
  type Presence,
  type Resource,
  stringOf,
  type Value,
  writtenDependencies,
} from "../terraform/index.ts";

/** How many dependencies are followed. */
const MAX_STEPS = 500;

/**
 * Whether Terraform creates a resource after another one, because of depends_on or references, directly or through
 * others. "unknown" if that depends on a module or a value that cannot be read.
 */
export function dependsOn(resource: Resource, target: Resource): Presence {
  const seen = new Set<Resource>([resource]);
  const waiting = [resource];
  let isBlind = false;
  for (let step = 0; step < MAX_STEPS; step++) {
    const next = waiting.pop();
    if (!next) return isBlind ? "unknown" : "no";
    const found = directDependencies(next);
    isBlind ||= found.isBlind;
    for (const other of found.resources) {
      if (other === target || isSameBlock(other, target)) return "yes";
      if (!seen.has(other)) {
        seen.add(other);
        waiting.push(other);
      }
    }
  }
  return "unknown";
}

/** depends_on applies to all instances of a resource. */
function isSameBlock(a: Resource, b: Resource): boolean {
  return a.type === b.type && a.name === b.name && a.mode === b.mode && a.module === b.module;
}

const directDependencies = oncePer((resource: Resource): { resources: ReadonlySet<Resource>; isBlind: boolean } => {
  const dependsOnValue = resource.body.value("depends_on");
  const { elements } = elementsOrSelf(dependsOnValue);
  const quoted = new Map(elements.map((element) => [element, quotedResources(element, resource.module)]));
  const resources = [
    ...allReferences(dependsOnValue).map((reference) => reference.resource),
    ...[...quoted.values()].flat(),
  ];
  const isBlindHere = !elements.every((element) => isResources(element) || quoted.get(element)?.length);
  const calls = resource.module.trace.some(({ block }) => block.isWritten("depends_on"));
  return {
    resources: new Set([...resources, ...referencesIn(resource.body, 0), ...writtenDependencies(resource)]),
    isBlind: isBlindHere || calls || resource.module.children.some(hasOrderedOutput),
  };
});

/** What a name in quotes refers to, as Terraform 0.11 wrote it and later versions still read it. */
function quotedResources(value: Value, module: Module): readonly Resource[] {
  const [, data, type = "", name] =
    /^(data\.)?([a-z][a-z0-9]{0,63}_\w{1,200})\.([A-Za-z_][\w-]{0,200})(?:[.[]|$)/.exec(stringOf(value) ?? "") ?? [];
  const ofType = data === undefined ? module.resourcesOf(type) : module.dataOf(type);
  return ofType.filter((resource) => resource.name === name);
}

/** Whether a module delays everything that uses one of its outputs, by depends_on in the output. */
function hasOrderedOutput(module: Module): boolean {
  const isOrdered = [...module.declared.outputs.values()].some(({ attributes }) => attributes.has("depends_on"));
  return isOrdered || module.children.some(hasOrderedOutput);
}

/** Whether a value is a resource or all its instances, rather than a module's outputs or something unknown. */
function isResources(value: Value): boolean {
  if (value.kind === "list") return value.elements.every(isResources);
  if (value.kind === "object") return value.entries.size > 0 && [...value.entries.values()].every(isResources);
  return value.kind === "resource";
}

function referencesIn(body: BlockValue, level: number): readonly Resource[] {
  if (level > 8) return [];
  const own = body.argumentNames.flatMap((name) => allReferences(body.value(name)));
  const nested = body.blockTypes.flatMap((type) =>
    body.blocks(type).flatMap((block) => referencesIn(block, level + 1)),
  );
  return [...own.map((reference) => reference.resource), ...nested];
}
