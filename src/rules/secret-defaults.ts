import { distinctDirectories, type Module, type Place } from "../terraform/index.ts";
import { type SecretLiteral, secretLiterals } from "./secret-literal.ts";

/** A secret that is written as, or in, the default of a variable. */
export interface SecretDefault extends SecretLiteral {
  readonly variable: string;
}

/** The secrets in the defaults of the modules' variables. */
export function secretsInDefaults(modules: readonly Module[]): readonly SecretDefault[] {
  return distinctDirectories(modules).flatMap((module) =>
    [...module.declared.variables].flatMap(([variable, declared]) =>
      secretLiterals(variable, module.blockValue(declared).value("default"))
        .filter(({ isStandIn }) => !isStandIn)
        .map((found) => ({ ...found, variable })),
    ),
  );
}

/** A key by which a place can be looked up. */
export function placeKey({ file, start }: Place): string {
  return `${file.path}:${start}`;
}
