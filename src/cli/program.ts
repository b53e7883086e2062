import { Command, Option } from "commander";
import { UserError } from "../user-error.ts";
import { version } from "../version.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Io } from "./io.ts";

/**
 * The command line: every command with its flags. The code of a command is loaded when it runs.
 * @param asked the first argument: if it names a command, the others are left out, which saves time
 */
export function createProgram(io: Io, finish: (code: ExitCode) => void, asked = ""): Command {
  const program = new Command("lambda-tf")
    .description("Scaffolds Terraform modules for AWS Lambda, and lints the Terraform you have")
    .version(version())
    .option("--no-color", "print without colour (the default if NO_COLOR is set or output is not a terminal)")
    .addOption(new Option("--debug", "print the stack of an error"))
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      // our own errors begin with "Error:" as well
      outputError: (text, write) => write(text.replace(/^error:/, "Error:")),
    })
    .configureHelp({ showGlobalOptions: true, optionDescription })
    .addHelpText("after", programExamples);
  const only = commands.get(asked);
  for (const add of only ? [only] : commands.values()) add(program, io, finish);
  return program;
}

type Adder = (program: Command, io: Io, finish: (code: ExitCode) => void) => void;

const addInit: Adder = (program, io, finish) => {
  program
    .command("init")
    .description("scaffold a module; asks questions on a terminal")
    .argument("[dir]", "where to write it", path, ".")
    .option("--preset <name>", `start from the answers of a preset: ${presets.join(", ")}`)
    .option("--answers <file>", "take the answers from a JSON file")
    .option("--set <key=value>", "give one answer; may be repeated", collect, [])
    .option("-y, --yes", "use the recorded answer, or else the default, for what is not answered", false)
    .option("--dry-run", "list what would be written, and write nothing", false)
    .option("--diff", "show a diff of what would be written, and write nothing", false)
    .option("--force", "overwrite files that lambda-tf did not write", false)
    .addHelpText("after", examples("lambda-tf init orders", "lambda-tf init orders --yes --set runtime=python3.13"))
    .action(async (directory: string, flags) => {
      const { runInit } = await import("./commands/init.ts");
      finish(await runInit(directory, flags, io));
    });
};

const addAdd: Adder = (program, io, finish) => {
  program
    .command("add")
    .description("add a feature to a scaffolded module, and keep edits")
    .argument("<feature>", "a trigger, a switch or a kind of deployment, such as sqs, dashboard or canary")
    .argument("[dir]", "the folder of the module", path, ".")
    .option("--set <key=value>", "give one answer; may be repeated", collect, [])
    .option("--check", "write nothing, and exit with 1 if something would change", false)
    .option("--diff", "show what would change, and write nothing", false)
    .addHelpText("after", examples("lambda-tf add sqs orders", "lambda-tf add canary orders --diff"))
    .action(async (feature: string, directory: string, flags) => {
      const { runAdd } = await import("./commands/add.ts");
      finish(await runAdd(feature, directory, flags, io));
    });
};

const addUpdate: Adder = (program, io, finish) => {
  program
    .command("update")
    .description("render a module again from its answers and the newest templates, and keep edits")
    .argument("[dir]", "the folder of the module", path, ".")
    .option("--set <key=value>", "change one answer; may be repeated", collect, [])
    .option("--check", "write nothing, and exit with 1 if something would change", false)
    .option("--diff", "show what would change, and write nothing", false)
    .addHelpText("after", examples("lambda-tf update orders --check", "lambda-tf update orders --set timeout=60"))
    .action(async (directory: string, flags) => {
      const { runUpdate } = await import("./commands/update.ts");
      finish(await runUpdate(directory, flags, io));
    });
};

const addLint: Adder = (program, io, finish) => {
  program
    .command("lint")
    .description("lint Terraform: directories and everything below them, or single files (each within its module)")
    .argument("[paths...]", "directories and files (default: the working directory)", collectPath)
    .option("--format <name>", "stylish, json, sarif, junit, github, gitlab, checkstyle or markdown", "stylish")
    .option(
      "--output <file>",
      "write the report to a file instead; --output sarif=FILE writes an additional one in that format; may be repeated",
      collect,
      [],
    )
    .option("--config <file>", "use this configuration file (default: the nearest lambda-tf.config.json)")
    .option(
      "--fail-on <severity>",
      "lowest severity that fails the run: error, warning, info or never (default: warning)",
    )
    .option("--profile <name>", "which rules: recommended, strict or all (default: recommended)")
    .option("--rule <id=severity>", "set a rule to error, warning, info or off; may be repeated", collect, [])
    .option("--only <ids>", "run only these rules, separated by commas; may be repeated", collect, [])
    .option("--var <name=value>", "set a root module's variable; may be repeated", collect, [])
    .option("--var-file <file>", "set variables from a .tfvars file; may be repeated", collect, [])
    .option("--fix", "apply the fixes that are certain, and report what is left", false)
    .option(
      "--fix-suggestions",
      "the same, then choose on a terminal among the suggested fixes for what is left",
      false,
    )
    .option("--dry-run", "with --fix: print what would change as a diff, and change nothing", false)
    .option("--baseline <file>", "report only what this file does not record, and which of its findings are gone")
    .option("--write-baseline", "record the findings in the --baseline file (default: lambda-tf.baseline.json)", false)
    .option("--since <ref>", "report only findings that touch lines changed since a git commit or branch")
    .option("--stdin", "read one file from standard input", false)
    .option("--stdin-filename <file>", "with --stdin: the path of the file")
    .option("--as-of <date>", "the day that counts as today for rules about dates, YYYY-MM-DD")
    .addHelpText(
      "after",
      examples(
        "lambda-tf lint",
        "lambda-tf lint envs/prod --fail-on error",
        "lambda-tf lint lambda.tf iam.tf --format json",
        "lambda-tf lint --output sarif=lambda-tf.sarif --output junit=lambda-tf.xml",
      ),
    )
    .action(async (paths: string[], _flags, command: Command) => {
      const { runLint } = await import("./commands/lint.ts");
      finish(await runLint(paths, command.optsWithGlobals(), io));
    });
};

const addConfig: Adder = (program, io, finish) => {
  program
    .command("config")
    .description("show the configuration in force, and where each value comes from")
    .argument("[path]", "a file or directory that may be linted", path, ".")
    .option("--config <file>", "use this configuration file")
    .option("--format <name>", "text or json", "text")
    .addHelpText("after", examples("lambda-tf config", "lambda-tf config modules/orders/main.tf"))
    .action(async (path: string, flags) => {
      const { runConfig } = await import("./commands/config.ts");
      finish(await runConfig(path, flags, io));
    });
};

const addRuntimes: Adder = (program, io, finish) => {
  program
    .command("runtimes")
    .description("list every function and layer with its runtime, when it ends and what to move to, soonest first")
    .argument("[paths...]", "directories and files (default: the working directory)", collectPath)
    .option("--format <name>", "table, json or markdown", "table")
    .option("--var <name=value>", "set a root module's variable; may be repeated", collect, [])
    .option("--var-file <file>", "set variables from a .tfvars file; may be repeated", collect, [])
    .option("--as-of <date>", "the day that counts as today, YYYY-MM-DD")
    .addHelpText("after", examples("lambda-tf runtimes", "lambda-tf runtimes live --format markdown"))
    .action(async (paths: string[], flags) => {
      const { runRuntimes } = await import("./commands/runtimes.ts");
      finish(await runRuntimes(paths, flags, io));
    });
};

const addPermissions: Adder = (program, io, finish) => {
  program
    .command("permissions")
    .description(
      "show what each function's code, triggers and settings and each state machine need, what their roles grant and should",
    )
    .argument("[dir]", "a module, or a directory with modules below it", path, ".")
    .option("--format <name>", "table, hcl, json or markdown", "table")
    .option("--var <name=value>", "set a root module's variable; may be repeated", collect, [])
    .option("--var-file <file>", "set variables from a .tfvars file; may be repeated", collect, [])
    .addHelpText(
      "after",
      examples("lambda-tf permissions", "lambda-tf permissions envs/prod --format hcl > policies.tf"),
    )
    .action(async (directory: string, _flags, command: Command) => {
      const { runPermissions } = await import("./commands/permissions.ts");
      finish(await runPermissions(directory, command.optsWithGlobals(), io));
    });
};

const addRules: Adder = (program, io, finish) => {
  program
    .command("rules")
    .description("list the rules")
    .option("--format <name>", "table, json or markdown", "table")
    .action(async (flags) => {
      const { runRules } = await import("./commands/rules.ts");
      finish(await runRules(flags, io));
    });
};

const addExplain: Adder = (program, io, finish) => {
  program
    .command("explain")
    .description("explain what a rule finds, why it matters, and what to write instead")
    .argument("<rule>", "its id")
    .addHelpText("after", examples("lambda-tf explain iam/wildcard-resource"))
    .action(async (id: string, _flags, command: Command) => {
      const { runExplain } = await import("./commands/explain.ts");
      finish(await runExplain(id, command.optsWithGlobals(), io));
    });
};

const addParse: Adder = (program, io, finish) => {
  program
    .command("parse")
    .description("print an HCL file as JSON")
    .argument("<file>", "a .tf file, or any other HCL", path)
    .action(async (file: string) => {
      const { runParse } = await import("./commands/parse.ts");
      finish(await runParse(file, io));
    });
};

/** The commands by name, in the order of the help. */
const commands: ReadonlyMap<string, Adder> = new Map([
  ["init", addInit],
  ["add", addAdd],
  ["update", addUpdate],
  ["lint", addLint],
  ["permissions", addPermissions],
  ["config", addConfig],
  ["runtimes", addRuntimes],
  ["rules", addRules],
  ["explain", addExplain],
  ["parse", addParse],
]);

/** Whether there is a command of that name. */
export function isCommand(name: string): boolean {
  return commands.has(name);
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** Refuses an empty path, which an unset shell variable leaves: it would otherwise mean the working directory. */
function path(value: string): string {
  if (value === "") throw new UserError("A path is empty", "Write . for the working directory");
  return value;
}

function collectPath(value: string, before: readonly string[] = []): readonly string[] {
  return collect(path(value), before);
}

/** An option's description, with its default unless that is merely the absence of the flag. */
function optionDescription(option: Option): string {
  const { description, defaultValue } = option;
  const isShown = typeof defaultValue === "string";
  return isShown ? `${description} (default: ${defaultValue})` : description;
}

function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}`;
}

/** Listed here, as reading the folder would cost time at every start; a test compares them. */
const presets = [
  ...["chatbot", "edge", "etl", "event-handler", "http-api", "iot-backend", "microservice", "ml-inference"],
  ...["queue-worker", "rest-api", "s3-processor", "scheduled-job", "stream-processor"],
];

const programExamples = examples("lambda-tf init orders", "lambda-tf lint", "lambda-tf explain function/timeout-unset");
