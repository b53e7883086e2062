import {
  distinctDirectories,
  encloses,
  type Module,
  type Place,
  placeOf,
  surroundingsOf,
} from "../../../terraform/index.ts";
import { type SecretLiteral, secretLiterals } from "./secret-literal.ts";

/** A secret in the value of a variable or a local. */
export interface SecretDefault extends SecretLiteral {
  readonly variable: string;
  readonly origin: "default" | "file" | "local";
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

/** The secrets that are literals in the modules' locals. */
export function secretsInLocals(modules: readonly Module[]): readonly SecretDefault[] {
  return distinctDirectories(modules).flatMap((module) =>
    [...module.declared.locals.values()].flatMap(({ node, file }) => {
      const own = placeOf(node.expression, file);
      return secretLiterals(node.name, module.local(node.name, own))
        .filter(({ isStandIn, place }) => !isStandIn && encloses(own, place))
        .map((found) => ({ ...found, variable: node.name, origin: "local" as const }));
    }),
  );
}

/** The secrets in the modules' files of variable values. */
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

/** A test whether the secret at a place is one that secrets/in-default reports. */
export function isVariableValue(modules: readonly Module[]): (place: Place) => boolean {
  const key = ({ file, start }: Place): string => `${file.path}:${start}`;
  const places = new Set([...secretsInDefaults(modules), ...secretsInLocals(modules)].map(({ place }) => key(place)));
  return (place) => places.has(key(place)) || /\.tfvars(?:\.json)?$/.test(place.file.path);
}
