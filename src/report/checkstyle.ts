import { byFile } from "./by-file.ts";
import type { Finding } from "./finding.ts";
import type { Reporter } from "./reporter.ts";
import { xmlAttributes } from "./xml.ts";

/** Checkstyle's XML, which many review tools read. https://checkstyle.org */
export const checkstyle: Reporter = ({ findings }) => {
  const files = Array.from(
    byFile(findings),
    ([name, own]) => `  <file${xmlAttributes({ name })}>\n${own.map(error).join("")}  </file>\n`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n${files.join("")}</checkstyle>\n`;
};

function error({ severity, message, rule, range }: Finding): string {
  const { line, column } = range.start;
  return `    <error${xmlAttributes({ line, column, severity, message, source: `lambda-tf.${rule}` })}/>\n`;
}
