import { version } from "../version.ts";
import { compose, type ModuleFiles } from "./compose.ts";
import type { Gathered } from "./gather-answers.ts";
import { MANIFEST_FILE, manifestText } from "./manifest.ts";

/** Where the answers are kept in a module: `init --answers` takes the file as it is. */
const ANSWERS_FILE = ".lambda-tf/answers.json";

/** Every file of the module that the answers describe, the record of what was written included. Touches no disk but ours. */
export function renderModule(gathered: Gathered): ModuleFiles {
  const answers = `${JSON.stringify(Object.fromEntries(gathered.answers), null, 2)}\n`;
  const files = new Map([...compose(gathered), [ANSWERS_FILE, answers]]);
  return new Map([...files, [MANIFEST_FILE, manifestText(files, version())]]);
}
