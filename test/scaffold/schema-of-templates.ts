import { readFileSync } from "node:fs";
import { readFeatureTexts } from "../../src/scaffold/feature-texts.ts";
import { packagePath } from "../../src/scaffold/package-files.ts";

interface Schema {
  readonly resources: object;
  readonly dataSources: object;
}

/** The schema of the offline AWS provider, with only the types that templates use. */
export function schemaOfTemplates(): string {
  const whole = new URL("../terraform-offline/aws.schema.json", import.meta.url);
  const schema = JSON.parse(readFileSync(whole, "utf8")) as Schema;
  const features = [...readFeatureTexts(packagePath("templates", "features")).values()];
  const texts = features.flatMap(({ templates }) => [...templates.values()]);
  const named = new Set(texts.flatMap((text) => text.match(/\baws_\w+/g) ?? []));
  const ofTemplates = (types: object) => Object.fromEntries(Object.entries(types).filter(([type]) => named.has(type)));
  const { resources, dataSources } = schema;
  return JSON.stringify({ ...schema, resources: ofTemplates(resources), dataSources: ofTemplates(dataSources) });
}
