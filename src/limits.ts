/**
 * How much input lambda-tf accepts. Every limit is far beyond what people write: no input, whatever its origin, may
 * take more than seconds or some hundred megabytes. Beyond a limit a value is unknown ("too-large"), or a finding
 * reports what was left out: docs/limits.md tells which.
 */
export const limits = {
  /** Bytes of a configuration file or a file of variable values. */
  fileSize: 10_000_000,
  /** Bytes of a plan. */
  planSize: 200_000_000,
  /** Errors reported per file; the rest of the file is not read. */
  errorsPerFile: 100,
  /** Modules of one root, counting each instance. */
  modules: 5_000,
  /** Instances of one block, and of all blocks of a root, that are distinguished: beyond that, one stands for all. */
  instancesPerBlock: 200,
  instances: 20_000,
  /** Steps of evaluation for one root, counting each element of a result. */
  steps: 5_000_000,
  /** Nesting of evaluation: locals through locals, modules through modules. */
  depth: 400,
  /** Elements of a list or an object made by a function or a for expression. */
  elements: 10_000,
  /** Parts of a value at all levels, counting repeated ones each time. */
  valueParts: 100_000,
  /** Possible values of an unknown choice. */
  options: 500,
  /** Declared names that are compared with a misspelt one. */
  nearNames: 500,
  /** Characters of a string that is built, and of a file that is read into a value. */
  text: 1_000_000,
} as const;
