import { readJson } from "./data-file.ts";

interface EnumerationsFile {
  readonly asOf: string;
  readonly enumerations: readonly { readonly of: readonly string[]; readonly values: readonly string[] }[];
}

interface Enumerations {
  readonly asOf: string;
  readonly byArgument: ReadonlyMap<string, readonly string[]>;
}

let loaded: Enumerations | undefined;

function load(): Enumerations {
  loaded ??= arranged(readJson<EnumerationsFile>("api-enumerations.json"));
  return loaded;
}

function arranged({ asOf, enumerations }: EnumerationsFile): Enumerations {
  const byArgument = new Map(
    enumerations.flatMap(({ of, values }) => of.map((argument) => [argument, values] as const)),
  );
  return { asOf, byArgument };
}

/**
 * The values that AWS takes for an argument, letter by letter; undefined where no enumeration of an API is known to hold for it.
 * @param argument with its type, and the blocks that it is in: `aws_lambda_function.tracing_config.mode`
 */
export function apiValues(argument: string): readonly string[] | undefined {
  return load().byArgument.get(argument);
}

/** The day they were taken, YYYY-MM-DD. */
export function apiEnumerationsAsOf(): string {
  return load().asOf;
}
