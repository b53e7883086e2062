import Handlebars from "handlebars";
import { compileOptions, readFeatureTexts } from "./feature-texts.ts";
import { packagePath } from "./package-files.ts";

/** Gives a text for what a template sees, with the helpers that it calls. */
export type Template = (
  context: Readonly<Record<string, unknown>>,
  options: { readonly helpers: Readonly<Record<string, (...parts: never[]) => unknown>> },
) => string;

/** A folder of `templates/features/`, ready for use. */
export interface FeatureFolder {
  /** What `feature.json` holds. */
  readonly declaration: unknown;
  /** The templates, by their path in the folder: what a feature brings of its own before what it brings beside others. */
  readonly templates: ReadonlyMap<string, Template>;
}

let folders: ReadonlyMap<string, FeatureFolder> | undefined;

/** Every feature folder, by name. The build puts compiled templates in the place of this module (scripts/templates.mjs). */
export function featureFolders(): ReadonlyMap<string, FeatureFolder> {
  folders ??= new Map(
    [...readFeatureTexts(packagePath("templates", "features"))].map(([name, { declaration, templates }]) => [
      name,
      { declaration: JSON.parse(declaration), templates: new Map([...templates].map(compiled)) },
    ]),
  );
  return folders;
}

function compiled([place, text]: readonly [string, string]): readonly [string, Template] {
  return [place, Handlebars.compile(text, compileOptions) as Template];
}
