import type { Qualifier } from "../../../lambda/index.ts";
import type { Resource } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { removeArgument, setArgument } from "./arguments.ts";
import { referenceTo } from "./references.ts";

/** The argument for the version or alias that is invoked; empty if none is, undefined if it cannot be referred to. */
export function qualifierLine(qualifier: Qualifier | undefined, from: Resource): string | undefined {
  if (qualifier === undefined || qualifier.kind === "none") return "";
  const name = nameOf(qualifier, from);
  return name && `qualifier = ${name}\n`;
}

/**
 * Makes a resource apply to a version or alias, or to none; undefined if its function's name contains the qualifier.
 */
export function setQualifier(resource: Resource, qualifier: Qualifier): Edit | undefined {
  const { body } = resource;
  if (qualifier.kind === "none") return removeArgument(body, "qualifier");
  const name = nameOf(qualifier, resource);
  return name === undefined ? undefined : setArgument(body, "qualifier", name);
}

function nameOf(qualifier: Qualifier, from: Resource): string | undefined {
  if (qualifier.kind === "named") return `"${qualifier.name}"`;
  const alias = qualifier.kind === "alias" ? referenceTo(qualifier.alias, from) : undefined;
  return alias && `${alias}.name`;
}
