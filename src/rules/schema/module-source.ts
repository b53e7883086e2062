import { distinctDirectories, type Module, type SourceFault, sourceFault } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { moduleSource } from "../shared/declarations/module-source.ts";
import { removeArgument, suggestValues } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

export default defineRule({
  summary: "The source of a module is a folder that is missing, empty or calls the module itself, or is not valid",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Module Sources: Local Paths (2026-11); versions tried with Terraform 1.11.4 (2026-11)",
  why: `terraform init stops at a local source that is not a folder. A folder without Terraform files is a module without variables
and outputs, so no argument of the call fits. A module that calls itself, directly or through others, never ends: init descends
until the path is too long.`,
  ignoreWhen: "The folder is created before terraform init runs, for example by a script that copies modules.",
  bad: `module "orders" {
  source = "./moduls/orders"
}`,
  good: `module "orders" {
  source = "./modules/orders"
}
# file: modules/orders/main.tf
resource "aws_sqs_queue" "orders" {
  name = "orders"
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) =>
      module.calls.flatMap(({ name, block, modules: [called] }) => {
        const source = block.string("source");
        if (source === undefined) return [];
        const inForm = formFault(source, block.isSet("version") === "yes");
        if (inForm) {
          const { argument, ...said } = inForm;
          const suggestions =
            argument === "version"
              ? suggestionOf("Remove version", removeArgument(block, "version"))
              : sourceFault(module, `./${source}`) === undefined
                ? suggestValues(block, "source", [JSON.stringify(`./${source}`)])
                : [];
          return [{ ...said, at: block.place(argument), resource: `module.${name}`, suggestions }];
        }
        const fault = sourceFault(module, source) ?? (isEmpty(called) ? "empty" : undefined);
        if (!fault) return [];
        return [{ at: block.place("source"), resource: `module.${name}`, ...saidOf(fault, `module.${name}`, source) }];
      }),
    );
  },
});

function isEmpty(called: Module | undefined): boolean {
  return called !== undefined && called.directory.sources.length === 0 && called.directory.unreadable.length === 0;
}

function saidOf(fault: SourceFault | "empty", call: string, source: string): { message: string; help: string } {
  const help = "Name the module's folder, relative to the folder of this file";
  switch (fault) {
    case "absent":
      return { message: `${call} is called from ${source}, but there is no such folder`, help };
    case "empty":
      return { message: `${call} is called from ${source}, but that folder contains no Terraform files`, help };
    case "cycle":
      return {
        message: `${call} calls ${source}, which leads back to this module`,
        help: "Remove the call, or move what both need into a separate module",
      };
  }
}

interface FormFault {
  readonly argument: "source" | "version";
  readonly message: string;
  readonly help: string;
}

/** Registry addresses have three parts, or four with a host that contains a dot; paths of folders begin with a dot. */
function formFault(source: string, hasVersion: boolean): FormFault | undefined {
  if (/^\.{1,2}\//.test(source))
    return hasVersion
      ? {
          argument: "version",
          message: `A module in the folder ${source} has no versions`,
          help: "Remove version, or call the module from a registry",
        }
      : undefined;
  if (hasVersion && isDownloaded(source))
    return {
      argument: "version",
      message: "Only a module of a registry has versions, and this one is downloaded from elsewhere",
      help: `Remove version${moduleSource(source) ? ", and name the release in the source, as in ?ref=v1.2.0" : ""}`,
    };
  if (!/^[\w-]+(?:\/[\w-]+)?$/.test(source)) return undefined;
  return {
    argument: "source",
    message: `"${source}" is neither a folder nor a registry module`,
    help: `Write "./${source}" if it is a folder`,
  };
}

/**
 * From a repository, a bucket or a server; init takes such a source beside a version for an invalid address of a
 * registry.
 */
function isDownloaded(source: string): boolean {
  return moduleSource(source)?.kind === "repository" || /^(?:s3|gcs)::|^https?:\/\//.test(source);
}
