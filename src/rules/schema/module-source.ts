import { distinctDirectories, sourceFault } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A module is called from a folder that is not there, or that calls it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Module Sources: Local Paths (2026-11)",
  why: `terraform init stops at a local source that names no folder. A module that calls itself, directly or through others, has no
end: init goes down until the path is too long.`,
  ignoreWhen: "The folder is made before terraform init runs, as by a script that copies modules.",
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
      module.calls.flatMap(({ name, block }) => {
        const source = block.string("source");
        const fault = source === undefined ? undefined : sourceFault(module, source);
        if (!fault) return [];
        const isAbsent = fault === "absent";
        return [
          {
            at: block.place("source"),
            resource: `module.${name}`,
            message: isAbsent
              ? `module.${name} is called from ${source}, and there is no such folder`
              : `module.${name} calls ${source}, which leads back to this module`,
            help: isAbsent
              ? "Name the module's folder, from the folder of this file"
              : "Take the call out, or move what both need into a module of its own",
          },
        ];
      }),
    );
  },
});
