import path from "node:path";
import { type FunctionCall, parseTemplate } from "../../../hcl/index.ts";
import { type Module, namesInTemplate, type Place, stringOf, type Value } from "../../../terraform/index.ts";
import type { CallFault } from "./call-checks.ts";
import { shapeOf } from "./expression-shape.ts";
import type { ExpressionType } from "./expression-type.ts";

/** Functions that read a hand-written file; archives and the like are created before Terraform runs. */
const READING: ReadonlySet<string> = new Set(["file", "filebase64", "templatefile"]);

/**
 * What is wrong with the file that a call reads: it does not exist, or it is a template that does not fit the
 * variables.
 * @param given the path, if it is the same in every run
 * @param variables the template's variables
 */
export function fileFault(
  call: FunctionCall,
  given: Value | undefined,
  variables: ExpressionType | undefined,
  module: Module,
  file: Place["file"],
): CallFault | undefined {
  const [argument] = call.args;
  const name = given && stringOf(given);
  if (!READING.has(call.name) || !argument || name === undefined) return undefined;
  if (module.files.exists(name) === false)
    return mayBeMade(name, call.name) || !hasSiblings(name, module) ? undefined : missing(name);
  if (call.name !== "templatefile") return undefined;
  return templateFault(name, module.evaluate({ ...call, name: "file", args: [argument] }, file), variables);
}

/** Extensions of hand-written files. */
const WRITTEN =
  /\.(?:json|ya?ml|tpl|tftpl|tmpl|sh|ps1|sql|graphql|html|md|txt|py|[cm]?[jt]s|conf|cfg|ini|toml|xml|vtl)$/;
/** Folders with generated files. */
const MADE =
  /^(?:\.?(?:build|dist|out|target|artifacts?|generated|gen|bin|packages?|vendor|te?mp|node_modules|terraform|aws-sam)|outputs?|keys|certs?|secrets?)$/;

/** Whether something may create a file before Terraform runs. */
function mayBeMade(name: string, reader: string): boolean {
  const folders = name.split("/").slice(0, -1);
  return folders.some((folder) => MADE.test(folder)) || (reader !== "templatefile" && !WRITTEN.test(name));
}

/**
 * Whether similar files exist where it should be. If there are none, they may all be created later, or have been left
 * out.
 */
function hasSiblings(name: string, { files }: Module): boolean {
  const { dir, ext } = path.posix.parse(name);
  const siblings = files.set(dir === "" ? "." : dir, `*${ext}`) ?? [];
  // a configuration in JSON syntax is not such a file
  return siblings.some((sibling) => !/\.(?:tf|tofu|tfvars)\.json$/.test(sibling));
}

function missing(name: string): CallFault {
  return {
    argument: 0,
    message: `There is no file ${path.posix.normalize(name)}`,
    help: "Write the path of an existing file: paths are relative to where Terraform runs, or begin with path.module",
  };
}

function templateFault(name: string, read: Value, variables: ExpressionType | undefined): CallFault | undefined {
  if (read.kind !== "known") return undefined;
  const { file } = read.place;
  const parsed = parseTemplate(file, { start: 0, end: file.text.length });
  const template = path.posix.normalize(name);
  if (parsed.kind === "broken")
    return {
      argument: 0,
      message: `The template ${template} does not parse, in line ${file.position(parsed.problem.start).line}: ${parsed.problem.message}`,
      help: "Fix the template; $${ and %%{ stand for themselves",
    };
  const names = shapeOf(variables) === "object" && variables?.kind === "object" ? variables.names : undefined;
  const strange = names && namesInTemplate(file, parsed.node).find(({ root }) => !names.includes(root));
  return (
    strange && {
      argument: 1,
      message: `The template ${template} uses ${strange.root}, in line ${placeLine(strange.place)}, which it is not given`,
      help: `Add ${strange.root} to the variables`,
    }
  );
}

function placeLine({ file, start }: Place): number {
  return file.position(start).line;
}
