import { distinctDirectories, type Module, type Place, surroundingsOf } from "../../../terraform/index.ts";
import { type SecretLiteral, secretLiterals } from "./secret-literal.ts";

/** A secret that is written as, or in, the value of a variable. */
export interface SecretDefault extends SecretLiteral {
  readonly variable: string;
  readonly origin: "default" | "file";
}

/** The secrets in the defaults of the modules' variables. */
export function secretsInDefaults(modules: readonly Module[]): readonly SecretDefault[] {
  return distinctDirectories(modules).flatMap((module) =>
    [...module.declared.variables].flatMap(([variable, declared]) =>
      secretLiterals(variable, module.blockValue(declared).value("default"))
        .filter(({ isStandIn }) => !isStandIn)
        .map((found) => ({ ...found, variable, origin: "default" as const })),
    ),
  );
}

/** The secrets in the files of variable values that lie beside the modules. */
export function secretsInVariableFiles(modules: readonly Module[]): readonly SecretDefault[] {
  return distinctDirectories(modules).flatMap((module) =>
    surroundingsOf(module.directory).variableFiles.flatMap(({ parsed, source }) =>
      parsed.body.items.flatMap((item) =>
        item.kind !== "attribute"
          ? []
          : secretLiterals(item.name, module.evaluate(item.expression, source))
              .filter(({ isStandIn }) => !isStandIn)
              .map((found) => ({ ...found, variable: item.name, origin: "file" as const })),
      ),
    ),
  );
}

/** Says of a place whether the value of a variable is written there, which secrets/in-default looks after. */
export function isVariableValue(modules: readonly Module[]): (place: Place) => boolean {
  const key = ({ file, start }: Place): string => `${file.path}:${start}`;
  const places = new Set(secretsInDefaults(modules).map(({ place }) => key(place)));
  return (place) => places.has(key(place)) || /\.tfvars(?:\.json)?$/.test(place.file.path);
}
