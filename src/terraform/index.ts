/** The face of the terraform room: directories become modules, and expressions become what is known of their values. */
export { type Blocks, BlockValue } from "./block-value.ts";
export type { Declared, DeclaredModule, Duplicate, MergedBlock } from "./declarations.ts";
export { type ConfigurationFile, configurationFileNames, type ModuleDirectory } from "./directory.ts";
export { placeOf } from "./evaluate.ts";
export { jsonContent } from "./json-text.ts";
export { Module, type ModuleCall } from "./module.ts";
export * from "./queries.ts";
export { Resource, type ResourceMode } from "./resource.ts";
export { rootKind } from "./root-kind.ts";
export { attribute, elementsOf, index } from "./traversal.ts";
export type { Place, Reference, Value } from "./value.ts";
export { NO_VARIABLES, type VariableSources } from "./variable-values.ts";
export { Workspace } from "./workspace.ts";
