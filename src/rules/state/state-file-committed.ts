import { distinctDirectories, surroundingsOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";

export default defineRule({
  summary: "A state file lies beside the configuration, and git does not ignore it",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, State: storage and sensitive data (2026-11)",
  why: `The state holds every value in clear, passwords and keys too. In a repository it is there for all its readers, for ever; and two
people who commit it undo each other's changes to what Terraform knows.`,
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
          message: `${file.path.split(/[\\/]/).at(-1)} lies beside the configuration, and git does not ignore it`,
          help: "Keep the state in a backend, take the file out of the repository and its history, add *.tfstate* to .gitignore, and have the secrets in it replaced",
        })),
    );
  },
});
