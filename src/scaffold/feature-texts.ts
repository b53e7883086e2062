import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** A folder of `templates/features/` as it is on disk. */
export interface FeatureTexts {
  /** `feature.json` */
  readonly declaration: string;
  /** The templates by their path in the folder, with `/`. */
  readonly templates: ReadonlyMap<string, string>;
}

/** How templates are compiled: an unknown name is an error. */
export const compileOptions = { strict: true };

/** Every folder of `all`, by name. A feature's own templates come before those for use with others. */
export function readFeatureTexts(all: string): ReadonlyMap<string, FeatureTexts> {
  return new Map(
    readdirSync(all).map((name) => {
      const folder = path.join(all, name);
      const beside = entries(path.join(folder, "with")).map((entry) => `with/${entry}/`);
      const parts = ["", ...beside].flatMap((part) => ["files", "slots", "around"].map((each) => part + each));
      return [
        name,
        {
          declaration: readFileSync(path.join(folder, "feature.json"), "utf8"),
          templates: new Map(parts.flatMap((part) => textsBelow(path.join(folder, part), part))),
        },
      ];
    }),
  );
}

function textsBelow(folder: string, name: string): readonly (readonly [string, string])[] {
  return entries(folder).flatMap((entry) => {
    const location = path.join(folder, entry);
    const place = `${name}/${entry}`;
    return statSync(location).isDirectory()
      ? textsBelow(location, place)
      : [[place, readFileSync(location, "utf8")] as const];
  });
}

function entries(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).sort() : [];
}
