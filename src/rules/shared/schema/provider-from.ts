import { awsProviders } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import {
  lockedVersions,
  type Module,
  parseVersionConstraint,
  requiredProviders,
  stringOf,
  type VersionConstraint,
} from "../../../terraform/index.ts";

/** Whether the AWS provider that a module, or one that calls it, requires may have a version or a later one. */
export function mayBeFrom(module: Module, version: readonly number[]): boolean {
  return constraintsOn(module).every((constraint) => constraint.allowsFrom(version));
}

/** The lock file decides; without one, what is required. Constraints that are not known are left out. */
const constraintsOn = oncePer((module: Module): readonly VersionConstraint[] => {
  const locked = lockedVersions(module.root.directory.path).get("aws");
  const modules = [module, ...module.trace.map(({ parent }) => parent)];
  const texts = locked === undefined ? modules.flatMap(requiredBy) : [`= ${locked}`];
  return texts.flatMap((text) => parseVersionConstraint(text) ?? []);
});

/** Old configurations have the constraint in the provider's block. */
function requiredBy(module: Module): readonly string[] {
  const required = requiredProviders(module).filter(({ name }) => name === "aws");
  const texts = [
    ...required.map(({ version }) => version && stringOf(version)),
    ...awsProviders(module).map((provider) => provider.string("version")),
  ];
  return texts.filter((text) => text !== undefined);
}
