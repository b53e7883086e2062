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
 * The values that AWS accepts for an argument, case-sensitive; undefined where no API enumeration is known to apply to
 * it.
 * @param argument its resource type, the blocks it is in and its name: `aws_lambda_function.tracing_config.mode`
 */
export function apiValues(argument: string): readonly string[] | undefined {
  return load().byArgument.get(argument);
}

/** The day the enumerations were taken, YYYY-MM-DD. */
export function apiEnumerationsAsOf(): string {
  return load().asOf;
}
