import type { Qualifier } from "../../../lambda/index.ts";
import type { Resource } from "../../../terraform/index.ts";
import type { Edit } from "../../rule.ts";
import { removeArgument, setArgument } from "./arguments.ts";
import { referenceTo } from "./references.ts";

/** The argument that names the version or alias which is invoked; empty where none is, undefined where that cannot be named. */
export function qualifierLine(qualifier: Qualifier | undefined, from: Resource): string | undefined {
  if (qualifier === undefined || qualifier.kind === "none") return "";
  const name = nameOf(qualifier, from);
  return name && `qualifier = ${name}\n`;
}

/** The edit that has a resource be for a version or alias, or for none; undefined where it says by its function's name which one. */
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
