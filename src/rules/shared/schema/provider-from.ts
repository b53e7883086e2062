import { awsProviders } from "../../../lambda/index.ts";
import { type Module, parseVersionConstraint, requiredProviders, stringOf } from "../../../terraform/index.ts";

/**
 * Whether the AWS provider that a module requires may have a version or a later one. Old configurations have the
 * constraint in the provider's block.
 */
export function mayBeFrom(module: Module, version: readonly number[]): boolean {
  const required = requiredProviders(module).filter(({ name }) => name === "aws");
  const texts = [
    ...required.map((provider) => provider.version && stringOf(provider.version)),
    ...awsProviders(module).map((provider) => provider.string("version")),
  ];
  return texts.every((text) => text === undefined || parseVersionConstraint(text)?.allowsFrom(version) !== false);
}
