import {
  lockedVersions,
  type Module,
  parseVersionConstraint,
  requiredProviders,
  stringOf,
} from "../../terraform/index.ts";

/** The attribute of aws_region that holds its name: `region` since version 6 of the AWS provider, `name` before. */
export function regionAttribute(module: Module): "region" | "name" {
  const locked = lockedVersions(module.root.directory.path).get("aws");
  if (locked !== undefined) return Number.parseInt(locked, 10) < 6 ? "name" : "region";
  const version = requiredProviders(module).find(({ name }) => name === "aws")?.version;
  const constraint = version && parseVersionConstraint(stringOf(version) ?? "");
  return constraint && !constraint.allowsFrom([6]) ? "name" : "region";
}
