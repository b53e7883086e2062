import { readJson } from "./data-file.ts";

interface EnumerationsFile {
  readonly enumerations: readonly { readonly of: readonly string[]; readonly values: readonly string[] }[];
}

let byArgument: ReadonlyMap<string, readonly string[]> | undefined;

function load(): ReadonlyMap<string, readonly string[]> {
  byArgument ??= new Map(
    readJson<EnumerationsFile>("api-enumerations.json").enumerations.flatMap(({ of, values }) =>
      of.map((argument) => [argument, values] as const),
    ),
  );
  return byArgument;
}

/**
 * The values that AWS accepts for an argument, case-sensitive; undefined where no API enumeration is known to apply to
 * it.
 * @param argument its resource type, the blocks it is in and its name: `aws_lambda_function.tracing_config.mode`
 */
export function apiValues(argument: string): readonly string[] | undefined {
  return load().get(argument);
}
