import { grouped } from "../grouped.ts";
import type { Stack } from "../lambda/index.ts";
import { oncePer } from "../once-per.ts";
import type { Fix, RuleFinding } from "../rules/rule.ts";
import { PlaceIndex, type Resource } from "../terraform/index.ts";

/**
 * Findings of a rule, where a fix that would also change instances for which the rule found nothing is a suggestion:
 * the instances of a resource with count or for_each share one block.
 */
export function sparingOthers(found: readonly RuleFinding[], stack: Stack): readonly RuleFinding[] {
  if (!found.some(({ fix, resource }) => fix && resource?.endsWith("]"))) return found;
  const alike = grouped(found, ({ fix, resource }) => (fix && resource !== undefined ? [keyOf(fix)] : []));
  return found.map((one) => {
    const { fix, resource, suggestions = [], ...rest } = one;
    if (!fix || resource === undefined) return one;
    const instances = instancesAround(fix, stack);
    const named = new Set((alike.get(keyOf(fix)) ?? []).map((other) => other.resource));
    const isForAll = instances.every(({ address }) => named.has(address));
    if (isForAll || !instances.some(({ address }) => address === resource)) return one;
    const title = `${fix.title}, for all of ${resource.slice(0, resource.lastIndexOf("["))}`;
    return { ...rest, resource, suggestions: [{ ...fix, title }, ...suggestions] };
  });
}

function keyOf({ edits }: Fix): string {
  return edits.map(({ place, newText }) => `${place.file.path}:${place.start}:${newText}`).join("\n");
}

/** The resources whose block a fix changes. */
function instancesAround({ edits }: Fix, stack: Stack): readonly Resource[] {
  const { blocks, instances } = resourcesIn(stack);
  const changed = new Set(edits.flatMap(({ place }) => blocks.findAround(place) ?? []));
  return Array.from(changed).flatMap((resource) => instances.get(blockOf(resource)) ?? []);
}

const resourcesIn = oncePer((stack: Stack) => {
  const instances = grouped(
    stack.modules.flatMap(({ resources }) => resources),
    (resource) => [blockOf(resource)],
  );
  const first = Array.from(instances.values()).flatMap(([one]) => one ?? []);
  return { instances, blocks: new PlaceIndex(first, ({ body }) => body.whole) };
});

/** Identifies the block of a resource. */
function blockOf({ body: { whole } }: Resource): string {
  return `${whole.file.path}:${whole.start}`;
}
