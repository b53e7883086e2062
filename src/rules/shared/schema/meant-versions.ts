import { providerOf, providerSchema } from "../../../aws/provider-schema.ts";
import {
  isForOldTerraform,
  lockedVersions,
  type Module,
  parseVersionConstraint,
  requiredProviders,
  stringOf,
  type VersionConstraint,
} from "../../../terraform/index.ts";

/** The versions of a type's provider that a module may be run with. */
export interface MeantVersions {
  readonly provider: string;
  /** The allowed major versions that are known, newest first; empty if nothing can be said. */
  readonly majors: readonly number[];
  /** The major versions as text, for comparing. */
  readonly key: string;
  /** The version is certainly newer than the data: what the data lacks may exist. */
  readonly isNewer: boolean;
  /** A newer version than the data's is allowed. */
  readonly mayBeNewer: boolean;
}

/** Terraform's own types come with Terraform. */
const BUILT_IN: MeantVersions = { provider: "terraform", majors: [1], key: "1", isNewer: false, mayBeNewer: true };
const cache = new WeakMap<Module, Map<string, MeantVersions>>();

/** The versions of a type's provider that the root's lock file and the constraints of root and module allow. */
export function meantVersions(type: string, module: Module, root: Module): MeantVersions {
  const provider = providerOf(type);
  if (provider === "terraform") return BUILT_IN;
  const ofModule = cache.get(module) ?? new Map<string, MeantVersions>();
  cache.set(module, ofModule);
  const found = ofModule.get(provider) ?? readVersions(provider, module, root);
  ofModule.set(provider, found);
  return found;
}

function readVersions(provider: string, module: Module, root: Module): MeantVersions {
  const none = { provider, majors: [], key: "", isNewer: false, mayBeNewer: true };
  // it cannot install the versions in the data: version 3 of AWS' provider and later (its Version 3 Upgrade Guide)
  if (isForOldTerraform(module)) return none;
  const modules = [...new Set([module, root])];
  const required = [
    ...modules.flatMap((one) => requirementsOf(provider, one)),
    ...modules.flatMap((one) => inProviderBlocks(provider, one)),
  ];
  if (required.some(({ isOfficial }) => !isOfficial)) return none;
  const locked = lockedVersions(root.directory.path).get(provider);
  const constraints = locked === undefined ? required.flatMap(({ versions }) => versions) : [`= ${locked}`];
  const parsed = constraints.map(parseVersionConstraint);
  if (!parsed.every((one) => one !== undefined)) return none;
  const majors = majorsOf(provider, parsed);
  const next = afterKnown(provider);
  const isNewer = next !== undefined && parsed.some((one) => !one.allowsBelow(next));
  const mayBeNewer = next === undefined || parsed.every((one) => one.allowsFrom(next));
  return { provider, majors, key: majors.join(), isNewer, mayBeNewer };
}

function majorsOf(provider: string, constraints: readonly VersionConstraint[]): readonly number[] {
  const known = providerSchema().knownMajors(provider);
  const allows = (major: number) => constraints.every((one) => one.allowsFrom([major]) && one.allowsBelow([major + 1]));
  // if only one version is known, an older one that is allowed may differ
  const [only] = known.length === 1 ? known : [];
  const isOlderMeant =
    only !== undefined && constraints.length > 0 && constraints.every((one) => one.allowsBelow([only]));
  return isOlderMeant ? [] : known.filter(allows);
}

/** The first version after that of the data. */
function afterKnown(provider: string): readonly number[] | undefined {
  const known = providerSchema().version(provider)?.split(".").map(Number);
  return known && [...known.slice(0, -1), (known.at(-1) ?? 0) + 1];
}

/** The version in the provider's own block, where old configurations have it. */
function inProviderBlocks(provider: string, module: Module) {
  return module.declared.providers
    .filter(({ labels, attributes }) => labels[0] === provider && attributes.has("version"))
    .map((block) => ({ isOfficial: true, versions: [module.blockValue(block).string("version") ?? ""] }));
}

/** What a module requires of a provider: whether it is HashiCorp's, and the allowed versions. */
function requirementsOf(provider: string, module: Module) {
  return requiredProviders(module)
    .filter(({ name, source }) => name === provider || source?.split("/").at(-1) === provider)
    .map(({ source, version }) => ({
      isOfficial:
        source === undefined || source === `hashicorp/${provider}` || source.endsWith(`/hashicorp/${provider}`),
      versions: version ? [stringOf(version) ?? ""] : [],
    }));
}
