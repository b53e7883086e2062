/**
 * How much lambda-tf takes in. Every limit lies far beyond what people write, and is there so that no input, however it
 * was made, takes more than seconds or some hundred megabytes. Beyond one a value is unknown ("too-large"), or a finding says
 * what was left out: docs/limits.md tells which.
 */
export const limits = {
  /** Bytes of a configuration file, or of one of variable values. */
  fileSize: 10_000_000,
  /** Bytes of a plan. */
  planSize: 200_000_000,
  /** Errors that are reported for one file; what follows them is not read. */
  errorsPerFile: 100,
  /** Modules that one root is made of, each instance counted. */
  modules: 5_000,
  /** Instances of one block that are told apart, and of all blocks of a root: beyond them one stands for all. */
  instancesPerBlock: 200,
  instances: 20_000,
  /** Steps of evaluation for one root, each element of a result counted. */
  steps: 5_000_000,
  /** Steps from value to value: locals through locals, modules through modules. */
  depth: 400,
  /** Elements of a list or an object that a function or a for-expression makes. */
  elements: 10_000,
  /** Parts of a value at all depths, one that is used twice counted twice. */
  valueParts: 100_000,
  /** Values that one of unknown choice may have. */
  options: 500,
  /** Declared names among which the one is looked for that a misspelt name is most like. */
  nearNames: 500,
  /** Characters of a string that is put together, and of a file that is read into a value. */
  text: 1_000_000,
} as const;
