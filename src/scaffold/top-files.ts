/** What GitHub Actions, GitLab CI and pre-commit read at the top of a repository, and nowhere below it. */
const atTopOnly = /^(\.github\/workflows\/.*|\.gitlab-ci\.yml|\.pre-commit-config\.yaml)$/;

/** Whether a file of a module is read only where the module is the top of its repository. */
export function isReadAtTopOnly(file: string): boolean {
  return atTopOnly.test(file);
}
