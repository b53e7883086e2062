import Handlebars from "handlebars";
import { compileOptions, readFeatureTexts } from "./feature-texts.ts";
import { packagePath } from "./package-files.ts";

/** Renders a template with its data and the helpers that it calls. */
export type Template = (
  context: Readonly<Record<string, unknown>>,
  options: { readonly helpers: Readonly<Record<string, (...parts: never[]) => unknown>> },
) => string;

/** A folder of `templates/features/`, ready for use. */
export interface FeatureFolder {
  /** The content of `feature.json`. */
  readonly declaration: unknown;
  /** The templates by their path in the folder: a feature's own ones before those for use with others. */
  readonly templates: ReadonlyMap<string, Template>;
}

let folders: ReadonlyMap<string, FeatureFolder> | undefined;

/** Every feature folder, by name. The build replaces this module by compiled templates (scripts/templates.mjs). */
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
