/**
 * The public face of the terraform room: directories become modules, and expressions become what is known of their
 * values.
 */

export { type Backend, backendOf, type StateLocation, stateLocationOf } from "./backend.ts";
export { BlockValue } from "./block-value.ts";
export { isAlways, isCallersChoice, isLeftOut } from "./caller-choice.ts";
export { type Declaration, DeclarationGraph } from "./declaration-graph.ts";
export type { Declared, Duplicate, MergedBlock } from "./declarations.ts";
export { mergedBlock, resourceKey, spokenAddress } from "./declarations.ts";
export { type ConfigurationFile, configurationFileNames, type ModuleDirectory } from "./directory.ts";
export { distinctDirectories } from "./distinct-directories.ts";
export { placeOf } from "./evaluate.ts";
export { functionNames } from "./functions/index.ts";
export { isNetwork, parseNetwork } from "./functions/ip-address.ts";
export { type FunctionParameter, functionSignature } from "./functions/signatures.ts";
export { type BareValue, type JsonDraft, jsonContent, jsonDraft, jsonTextFault } from "./json-text.ts";
export { leftToModule, placeForMissing } from "./left-to-module.ts";
export { ignoredChanges, isKeptFromDestruction } from "./lifecycle.ts";
export { lockedVersions } from "./locked-versions.ts";
export { Module } from "./module.ts";
export type { ModuleCall } from "./module-setting.ts";
export { encloses, isSamePlace, PlaceIndex, partPlace } from "./places.ts";
export { type Plan, readPlan } from "./plan/plan.ts";
export { PossibleTexts } from "./possible-texts.ts";
export { toBool, toNumber } from "./primitives.ts";
export { providerConfigurationOf, providerName } from "./provider-config.ts";
export * from "./queries.ts";
export { referenceText } from "./reference-text.ts";
export {
  iteratorOf,
  namesInTemplate,
  namesOtherThings,
  overriddenIn,
  referencesIn,
  referencesInForce,
  type WrittenReference,
} from "./references.ts";
export { refusesArguments } from "./refused-call.ts";
export {
  isForOldTerraform,
  mayRunFrom,
  providerSource,
  type RequiredProvider,
  requiredProviders,
  requiredVersion,
  terraformBlocks,
} from "./requirements.ts";
export { Resource, type ResourceMode } from "./resource.ts";
export { isTrial, rootKind } from "./root-kind.ts";
export { isOfStandIn } from "./stand-in-place.ts";
export { surroundingsOf } from "./surroundings.ts";
export { attribute } from "./traversal.ts";
export { describeType, fits, parseTypeConstraint, type TypeConstraint } from "./type-constraint.ts";
export { isPlanned, type Place, primitiveText, type Reference, type Value } from "./value.ts";
export { isInVariable } from "./variable-places.ts";
export { automaticFiles, requireReadable, requireValues, type VariableSources } from "./variable-values.ts";
export { excludeEachOther, parseVersionConstraint, type VersionConstraint } from "./version-constraint.ts";
export { localCalls, type SourceFault, sourceFault, Workspace } from "./workspace.ts";
export { referencesOf, variablesWithin, writtenDependencies, writtenVariables } from "./written-dependencies.ts";
export { writtenText } from "./written-text.ts";
