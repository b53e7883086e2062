import { distinctDirectories, isForOldTerraform, placeOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { expressionsOfKind, nativeFilesOf } from "../shared/declarations/native-files.ts";

export default defineRule({
  summary: "An element is selected with a dot and a number",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["terraform_deprecated_index"] },
  source: "Terraform language, Expressions: legacy index syntax (2026-11)",
  why: "list.0 is the form of Terraform 0.11. It is only accepted for compatibility, and cannot be followed by every other step.",
  bad: `output "first" {
  value = var.names.0
}`,
  good: `output "first" {
  value = var.names[0]
}`,
  check({ stack }) {
    // nothing may follow a bracket in Terraform 0.11
    const modules = distinctDirectories(stack.modules).filter((module) => !isForOldTerraform(module));
    return modules.flatMap(nativeFilesOf).flatMap((file) =>
      expressionsOfKind(file, "index").flatMap(({ legacy, object, key, end }) => {
        // aws_sqs_queue.1 is a resource with a name that Terraform no longer accepts
        if (!legacy || object.kind === "variable") return [];
        const number = file.source.slice(key);
        const at = { file: file.source, start: object.end, end };
        return [
          {
            at,
            message: `The element ${number} is selected with a dot, as in Terraform 0.11`,
            help: `Write [${number}]`,
            fix:
              file.source.slice(at) === `.${number}`
                ? {
                    title: "Write the index in brackets",
                    edits: [{ place: placeOf(at, file.source), newText: `[${number}]` }],
                  }
                : undefined,
          },
        ];
      }),
    );
  },
});
