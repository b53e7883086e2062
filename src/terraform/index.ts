/**
 * The public face of the terraform room: directories become modules, and expressions become what is known of their
 * values.
 */

export { placeOf } from "./evaluation/evaluate.ts";
export { refusesArguments } from "./evaluation/refused-call.ts";
export { attribute } from "./evaluation/traversal.ts";
export { describeType, fits, parseTypeConstraint, type TypeConstraint } from "./evaluation/type-constraint.ts";
export type { Declared, Duplicate, MergedBlock } from "./files/declarations.ts";
export { mergedBlock, resourceKey, spokenAddress } from "./files/declarations.ts";
export { type ConfigurationFile, configurationFileNames, type ModuleDirectory } from "./files/directory.ts";
export { lockedVersions } from "./files/locked-versions.ts";
export { surroundingsOf } from "./files/surroundings.ts";
export { automaticFiles, requireReadable, requireValues, type VariableSources } from "./files/variable-values.ts";
export { localCalls, type SourceFault, sourceFault, Workspace } from "./files/workspace.ts";
export { functionNames } from "./functions/index.ts";
export { isNetwork, parseNetwork } from "./functions/ip-address.ts";
export { type FunctionParameter, functionSignature } from "./functions/signatures.ts";
export { BlockValue } from "./modules/block-value.ts";
export { comesFromVariables, isAlways, isCallersChoice, isLeftOut } from "./modules/caller-choice.ts";
export { distinctDirectories } from "./modules/distinct-directories.ts";
export { leftToModule, placeForMissing } from "./modules/left-to-module.ts";
export { Module } from "./modules/module.ts";
export type { ModuleCall } from "./modules/module-setting.ts";
export { Resource, type ResourceMode } from "./modules/resource.ts";
export { type Plan, readPlan } from "./plan/plan.ts";
export { type Declaration, DeclarationGraph } from "./references/declaration-graph.ts";
export { referenceText } from "./references/reference-text.ts";
export {
  iteratorOf,
  namesInTemplate,
  namesOtherThings,
  overriddenIn,
  referencesIn,
  referencesInForce,
  type WrittenReference,
} from "./references/references.ts";
export { isInVariable } from "./references/variable-places.ts";
export {
  referencesOf,
  variablesWithin,
  writtenDependencies,
  writtenVariables,
} from "./references/written-dependencies.ts";
export { type Backend, backendOf, type StateLocation, stateLocationOf } from "./settings/backend.ts";
export { ignoredChanges, isKeptFromDestruction } from "./settings/lifecycle.ts";
export { providerConfigurationOf, providerName } from "./settings/provider-config.ts";
export {
  isForOldTerraform,
  mayRunFrom,
  providerSource,
  type RequiredProvider,
  requiredProviders,
  requiredVersion,
  terraformBlocks,
} from "./settings/requirements.ts";
export { isTrial, rootKind } from "./settings/root-kind.ts";
export { excludeEachOther, parseVersionConstraint, type VersionConstraint } from "./settings/version-constraint.ts";
export { isOfStandIn } from "./stand-in-place.ts";
export { type BareValue, type JsonDraft, jsonContent, jsonDraft, jsonTextFault } from "./values/json-text.ts";
export { encloses, isSamePlace, PlaceIndex, partPlace } from "./values/places.ts";
export { PossibleTexts } from "./values/possible-texts.ts";
export { toBool, toNumber } from "./values/primitives.ts";
export * from "./values/queries.ts";
export {
  isPlanned,
  type KnownValue,
  type ListValue,
  type ObjectValue,
  type Place,
  primitiveText,
  type Reference,
  type TemplateValue,
  type Value,
} from "./values/value.ts";
export { writtenText } from "./values/written-text.ts";
