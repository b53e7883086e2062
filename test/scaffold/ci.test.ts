import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { version } from "../../src/version.ts";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { filesBelow } from "./files-below.ts";
import { scaffoldIn } from "./scaffold-in.ts";
import { hasTerraform, noticeSkipped, terraform } from "./terraform-offline.ts";

const inS3 = ["state_bucket=acme-state", "state_key=orders/terraform.tfstate"];
const inCloud = ["backend=cloud", "organization=acme", "workspace=orders"];
const github = ["ci=github", "github_repository=acme@1/orders@2"];
const gitlab = ["ci=gitlab", "gitlab_project=acme/shop/orders"];

/** Pipelines: each with what it deploys to, or with nothing to deploy. */
const pipelines: readonly (readonly string[])[] = [
  ["layout=stack", ...inS3, ...github, "language=typescript", "bootstrap=true"],
  ["layout=stack", ...inS3, ...gitlab, "language=go", "package=image"],
  ["layout=stack", ...inCloud, "cloud_roles=true", "ci=github", "language=java"],
  ["layout=stack", "backend=local", "ci=gitlab"],
  ["layout=environments", ...inS3, ...github, "language=python", "layer=true"],
  ["layout=environments", ...inS3, ...github, "package=s3", "package_bucket=acme-artifacts", "terraform_tests=false"],
  [
    ...["layout=environments", ...inS3, ...gitlab, "language=typescript", "state_encryption=true"],
    "state_kms_key_arn=arn:aws:kms:us-east-1:111122223333:alias/terraform-state",
  ],
  ["layout=environments", ...inCloud, "cloud_roles=true", "ci=gitlab", "language=rust"],
  ["layout=module", "ci=github", "language=ruby"],
  ["layout=module", "ci=gitlab", "language=dotnet"],
  ["layout=module", "ci=github", "language=custom"],
];

async function scaffolded(set: readonly string[]): Promise<string> {
  const cwd = temporaryDirectory();
  expect(await scaffoldIn({ cwd, set })).toMatchObject({ exitCode: 0, problem: "" });
  return path.join(cwd, "orders");
}

interface Job {
  readonly needs?: string | readonly string[];
  readonly uses?: string;
  readonly steps?: readonly { readonly uses?: string; readonly run?: string; readonly "working-directory"?: string }[];
}

/** The jobs of each workflow of GitHub, by the workflow's file. */
function workflows(folder: string): ReadonlyMap<string, Readonly<Record<string, Job>>> {
  const directory = path.join(folder, ".github/workflows");
  const names = existsSync(directory) ? readdirSync(directory) : [];
  return new Map(names.map((name) => [name, parse(readFileSync(path.join(directory, name), "utf8")).jobs]));
}

interface GitlabJob {
  readonly extends?: string;
  readonly stage?: string;
  readonly needs?: readonly string[];
  readonly script?: readonly string[];
  readonly before_script?: readonly string[];
}

/** The jobs and templates of GitLab's file, and its stages. */
function gitlabJobs(folder: string): { readonly jobs: Readonly<Record<string, GitlabJob>>; readonly stages: string[] } {
  const file = path.join(folder, ".gitlab-ci.yml");
  if (!existsSync(file)) return { jobs: {}, stages: [] };
  const { workflow: _, variables: __, stages, ...jobs } = parse(readFileSync(file, "utf8"));
  return { jobs, stages };
}

/** What bash says of a script, as a shell would read it, without running it. */
function shellProblem(script: string): string {
  return spawnSync("bash", ["-n"], { input: script.replace(/\$\{\{[^}]*\}\}/g, "x"), encoding: "utf8" }).stderr;
}

describe.each(pipelines.map((set) => [set]))("the pipeline of %s", (set) => {
  test("is clean, in lint and in its workflows", async () => {
    const folder = await scaffolded(set);
    const left = ["function/code-signing", "logging/encryption", "logging/no-alarms", "async/dlq-unwatched"];
    const findings = await lintDirectory(folder, { profile: "all" });
    expect(findings.filter(({ rule }) => !left.includes(rule)).map(({ rule, file }) => `${file}: ${rule}`)).toEqual([]);
    for (const [file, text] of filesBelow(folder)) {
      if (/\.(ya?ml|tf|hcl|md)$/.test(file)) expect([file, /\n\n\n|\{\{[#/]|[ \t]\n/.exec(text)]).toEqual([file, null]);
    }
    for (const [file, jobs] of workflows(folder)) {
      const text = readFileSync(path.join(folder, ".github/workflows", file), "utf8");
      for (const [line] of text.matchAll(/uses: .*/g)) {
        expect(line).toMatch(/^uses: (\.\/\.github\/workflows\/environment\.yml|\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
      }
      for (const { needs = [], uses, steps = [] } of Object.values(jobs)) {
        for (const needed of [needs].flat()) expect(Object.keys(jobs)).toContain(needed);
        if (uses !== undefined) expect(existsSync(path.join(folder, uses))).toBe(true);
        for (const { run, "working-directory": cwd = "." } of steps) {
          expect(shellProblem(run ?? "")).toBe("");
          expect(existsSync(path.join(folder, cwd))).toBe(true);
        }
      }
    }
    const { jobs, stages } = gitlabJobs(folder);
    for (const [name, job] of Object.entries(jobs)) {
      const bases = [job.extends].flat().filter((base) => base !== undefined);
      for (const needed of [...bases, ...(job.needs ?? [])]) expect(Object.keys(jobs)).toContain(needed);
      if (!name.startsWith(".")) expect(stages).toContain(job.stage);
      expect(shellProblem([...(job.before_script ?? []), ...(job.script ?? [])].join("\n"))).toBe("");
    }
  });
});

/** One of each kind of roles: their own tests say who may take them on. */
const withRoles = pipelines.filter((set) =>
  ["bootstrap=true", "layer=true", "state_encryption=true", "language=rust"].some((answer) => set.includes(answer)),
);

noticeSkipped(withRoles.length);

test.skipIf(!hasTerraform).each(withRoles)("terraform takes the roles of %s", { timeout: 120_000 }, async (...set) => {
  const folder = path.join(await scaffolded(set), "ci-roles");
  terraform(folder, "fmt", "-check", "-diff", "-recursive");
  terraform(folder, "init", "-backend=false", "-no-color");
  expect(terraform(folder, "test", "-no-color")).toContain(" 0 failed.");
});

test("the hooks of pre-commit run the version that wrote them", async () => {
  const folder = await scaffolded(["pre_commit=true"]);
  const { repos } = parse(readFileSync(path.join(folder, ".pre-commit-config.yaml"), "utf8"));
  expect(repos.map(({ repo }: { repo: string }) => repo)).toEqual(["local"]);
  expect(repos[0].hooks[1]).toMatchObject({
    entry: "lambda-tf lint",
    language: "node",
    additional_dependencies: [`lambda-tf@${version()}`],
  });
});
