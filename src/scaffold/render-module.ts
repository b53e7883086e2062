import { version } from "../version.ts";
import { compose, type ModuleFiles } from "./compose.ts";
import type { Gathered } from "./gather-answers.ts";
import { ANSWERS_FILE, MANIFEST_FILE, manifestText } from "./manifest.ts";
import { withFilledReadmes } from "./readme-paragraphs.ts";
import { withReadmeTables } from "./readme-tables.ts";

/**
 * Every file of the module that the answers describe, including the record of what was written. Reads only files of our
 * package.
 */
export function renderModule(gathered: Gathered): ModuleFiles {
  const answers = `${JSON.stringify(Object.fromEntries(gathered.answers), null, 2)}\n`;
  const files = withFilledReadmes(withReadmeTables(compose(gathered)));
  return new Map([...files, [ANSWERS_FILE, answers], [MANIFEST_FILE, manifestText(files, version())]]);
}
