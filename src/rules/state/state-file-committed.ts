import { distinctDirectories, surroundingsOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A state file is beside the configuration, and git does not ignore it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, State: storage and sensitive data (2026-11)",
  why: `The state holds every value in plain text, including passwords and keys. In a repository all its readers can see it,
forever; and two people who commit it overwrite each other's state.`,
  bad: `# file: main.tf
resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}
# file: terraform.tfstate
{ "version": 4 }`,
  good: `# file: main.tf
resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}
# file: .gitignore
*.tfstate
# file: terraform.tfstate
{ "version": 4 }`,
  check({ stack, isIgnored }) {
    return distinctDirectories(stack.modules).flatMap(({ directory }) =>
      surroundingsOf(directory)
        .stateFiles.filter(({ path }) => !isIgnored(path))
        .map((file) => ({
          at: { file, start: 0, end: 0 },
          message: `${file.path.split(/[\\/]/).at(-1)} is beside the configuration, and git does not ignore it`,
          help: "Keep the state in a backend, remove the file from the repository and its history, add *.tfstate* to .gitignore, and rotate the secrets in it",
        })),
    );
  },
});
