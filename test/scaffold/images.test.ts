import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { scaffoldIn } from "./scaffold-in.ts";

const pipelines = {
  github: ["ci=github", "github_repository=acme@1/orders@2"],
  gitlab: ["ci=gitlab", "gitlab_project=acme/orders"],
};

/** Scaffolds a stack whose code is an image, and returns a reader for its files. */
async function imageOf(...set: readonly string[]): Promise<(file: string) => string> {
  const cwd = temporaryDirectory();
  const answers = ["layout=stack", "state_bucket=acme-state", "package=image", ...set];
  expect(await scaffoldIn({ cwd, set: answers })).toMatchObject({ exitCode: 0, problem: "" });
  return (file) => readFileSync(path.join(cwd, "orders", file), "utf8");
}

test("the files that the Dockerfile copies are part of the build context", async () => {
  const read = await imageOf("language=python");
  expect(read("README.md")).toContain("`requirements.txt`, and install them in the `Dockerfile`");
  expect(read(".dockerignore").split("\n")).toContain("!requirements.txt");
});

test("a function depends on the policy with which Lambda pulls its image", async () => {
  const read = await imageOf();
  expect(read("lambda.tf")).toMatch(/depends_on = \[[^\]]*\baws_ecr_repository_policy\.function,/);
});

test.each([
  ["github", "arm64", "python", true],
  ["github", "x86_64", "python", false],
  ["github", "arm64", "go", false],
  ["gitlab", "arm64", "python", true],
  ["gitlab", "x86_64", "python", false],
  ["gitlab", "arm64", "go", false],
] as const)(
  "%s builds an image for %s in %s; its RUN steps need emulation: %s",
  async (ci, architecture, language, helped) => {
    const read = await imageOf(...pipelines[ci], `architecture=${architecture}`, `language=${language}`);
    const file = ci === "github" ? ".github/workflows/terraform.yml" : ".gitlab-ci.yml";
    const help =
      ci === "github"
        ? /qemu-user-static\n[\s\S]*docker build/
        : /tags: \[saas-linux-small-arm64\]\n[\s\S]*docker build/;
    expect(help.test(read(file))).toBe(helped);
  },
);
