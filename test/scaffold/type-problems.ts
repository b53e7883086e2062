import path from "node:path";
import ts from "typescript";

/** Declaration files that all modules share, parsed only once, as that takes most of the compiler's time. */
const shared = new Map<string, ts.SourceFile | undefined>();

/** The compiler's messages about the TypeScript module in a folder, with the module's own settings. */
export function typeProblems(folder: string): readonly string[] {
  const file = path.join(folder, "tsconfig.json");
  const { config, error } = ts.readConfigFile(file, ts.sys.readFile);
  const { options, fileNames, errors } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (name, ...rest) => {
    if (name.startsWith(`${folder}/`) && !name.includes("/node_modules/")) return read(name, ...rest);
    if (!shared.has(name)) shared.set(name, read(name, ...rest));
    return shared.get(name);
  };
  const program = ts.createProgram(fileNames, options, host);
  return [...(error ? [error] : []), ...errors, ...ts.getPreEmitDiagnostics(program)].map(
    ({ file: at, messageText }) => `${at?.fileName ?? file}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
  );
}
