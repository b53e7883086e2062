import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { version } from "../../src/version.ts";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { filesBelow } from "./files-below.ts";
import { scaffolded } from "./scaffold-in.ts";
import { hasTerraform, noticeSkipped, terraformForTemplates } from "./terraform-offline.ts";

const inS3 = ["state_bucket=acme-state", "state_key=orders/terraform.tfstate"];
const inCloud = ["backend=cloud", "organization=acme", "workspace=orders"];
const byPipeline = [...inCloud, "cloud_roles=true", "pipeline_runs=true"];
const github = ["ci=github", "github_repository=acme@1/orders@2"];
const gitlab = ["ci=gitlab", "gitlab_project=acme/shop/orders"];

/** Answers for a module in a folder of a repository, where the pipeline's paths start at the top. */
const folderInRepository = "services/orders";
const inFolder = ["monorepo=true", `repository_folder=${folderInRepository}`];

const s3 = ["package=s3", "package_bucket=acme-artifacts"];

/** The answers for each pipeline, with a target or without anything to deploy. */
const pipelines: readonly (readonly string[])[] = [
  ["layout=stack", ...inS3, ...github, "language=typescript", "bootstrap=true"],
  ["layout=stack", ...inS3, ...gitlab, "language=go", "package=image"],
  ["layout=stack", ...inCloud, "cloud_roles=true", "ci=github", "language=java"],
  ["layout=stack", "backend=local", "ci=gitlab"],
  ["layout=environments", ...inS3, ...github, "language=python", "layer=true"],
  ["layout=environments", ...inS3, ...github, ...s3, "terraform_tests=false"],
  ["layout=environments", ...inS3, ...gitlab, ...s3, "language=custom"],
  ["layout=environments", ...inS3, ...github, "package=image", "language=rust"],
  ["layout=environments", ...inS3, ...gitlab, "package=image", "name_parts=true", "name_prefix=acme"],
  ["layout=stack", ...inS3, ...github, ...s3, "language=python"],
  ["layout=stack", ...inS3, ...github, "language=python", "python_libraries=true", "layer=true"],
  ["layout=environments", ...inS3, ...gitlab, "language=python", "python_libraries=true"],
  ["layout=stack", ...inS3, ...github, "package=image", "name_parts=true", "name_prefix=acme"],
  [
    ...["layout=environments", ...inS3, ...gitlab, "language=typescript", "state_encryption=true"],
    "state_kms_key_arn=arn:aws:kms:us-east-1:111122223333:alias/terraform-state",
  ],
  ["layout=environments", ...inCloud, "cloud_roles=true", "ci=gitlab", "language=rust"],
  ["layout=stack", ...byPipeline, "ci=github", "language=typescript"],
  ["layout=stack", ...byPipeline, ...github, ...s3],
  ["layout=stack", ...byPipeline, ...gitlab, "package=image"],
  ["layout=environments", ...byPipeline, ...github, "package=image", "language=go"],
  ["layout=environments", ...byPipeline, ...gitlab, ...s3],
  ["layout=environments", ...byPipeline, "ci=github", "language=python"],
  ["layout=environments", ...inS3, ...github, "deployment=canary"],
  ["layout=stack", ...inS3, ...gitlab, "deployment=linear"],
  ["layout=module", "ci=github", "language=ruby"],
  ["layout=module", "ci=gitlab", "language=dotnet"],
  ["layout=module", "ci=github", "language=custom"],
  ["layout=module", ...inFolder, "ci=github", "language=go"],
  ["layout=module", ...inFolder, "ci=gitlab"],
  ["layout=stack", ...inFolder, ...inS3, ...github, "language=go"],
  ["layout=stack", ...inFolder, ...inS3, ...gitlab, "language=typescript"],
  ["layout=stack", ...inFolder, ...byPipeline, ...github, ...s3, "identity_provider_exists=true"],
  ["layout=stack", ...inFolder, ...byPipeline, ...gitlab, "package=image"],
  ["layout=environments", ...inFolder, ...inS3, ...github, "language=typescript"],
  ["layout=environments", ...inFolder, ...inS3, ...gitlab, ...s3, "language=java", "identity_provider_exists=true"],
  ["layout=environments", ...inFolder, ...byPipeline, ...github, "package=image"],
  ["layout=environments", ...inFolder, ...byPipeline, ...gitlab, "package=image"],
];

interface Job {
  readonly needs?: string | readonly string[];
  readonly uses?: string;
  readonly steps?: readonly Step[];
}

interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly "working-directory"?: string;
}

/** The jobs of each GitHub workflow, by the workflow's file. */
function workflows(folder: string): ReadonlyMap<string, Readonly<Record<string, Job>>> {
  const directory = path.join(folder, ".github/workflows");
  const names = existsSync(directory) ? readdirSync(directory) : [];
  return new Map(names.map((name) => [name, parse(readFileSync(path.join(directory, name), "utf8")).jobs]));
}

interface GitlabJob {
  readonly extends?: string;
  readonly stage?: string;
  readonly needs?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly script?: readonly string[];
  readonly before_script?: readonly string[];
}

/** The jobs, templates and stages in GitLab's file. */
function gitlabJobs(folder: string): { readonly jobs: Readonly<Record<string, GitlabJob>>; readonly stages: string[] } {
  const file = path.join(folder, ".gitlab-ci.yml");
  if (!existsSync(file)) return { jobs: {}, stages: [] };
  const { workflow: _, variables: __, stages, ...jobs } = parse(readFileSync(file, "utf8"));
  return { jobs, stages };
}

/** Converts a path from the top of the repository to one relative to the module's folder. */
function belowModule(place: string): string {
  return path.relative(folderInRepository, path.join(folderInRepository, place.replace(folderInRepository, ".")));
}

/** The error message of bash about a script, which it parses without running it. */
function shellProblem(script: string): string {
  return spawnSync("bash", ["-n"], { input: script.replace(/\$\{\{[^}]*\}\}/g, "x"), encoding: "utf8" }).stderr;
}

describe.each(pipelines.map((set) => [set]))("the pipeline of %s", (set) => {
  test("has no findings in its Terraform and in its workflows", async () => {
    const folder = await scaffolded({ set });
    const left = [
      "function/code-signing",
      "logging/encryption",
      "logging/no-alarms",
      "async/dlq-unwatched",
      "trigger/topic-unencrypted",
    ];
    const findings = await lintDirectory(folder, { profile: "all" });
    expect(findings.filter(({ rule }) => !left.includes(rule)).map(({ rule, file }) => `${file}: ${rule}`)).toEqual([]);
    for (const [file, text] of filesBelow(folder)) {
      if (/\.(ya?ml|tf|hcl|md)$/.test(file)) expect([file, /\n\n\n|\{\{[#/]|[ \t]\n/.exec(text)]).toEqual([file, null]);
    }
    for (const [file, jobs] of workflows(folder)) {
      const text = readFileSync(path.join(folder, ".github/workflows", file), "utf8");
      for (const [line] of text.matchAll(/uses: .*/g)) {
        expect(line).toMatch(
          /^uses: (\.\/\.github\/workflows\/[\w-]*environment\.yml|\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/,
        );
      }
      for (const { needs = [], uses, steps = [] } of Object.values(jobs)) {
        for (const needed of [needs].flat()) expect(Object.keys(jobs)).toContain(needed);
        if (uses !== undefined) expect(existsSync(path.join(folder, uses))).toBe(true);
        for (const { run, "working-directory": cwd = "." } of steps) {
          expect(shellProblem(run ?? "")).toBe("");
          expect(existsSync(path.join(folder, belowModule(cwd)))).toBe(true);
        }
      }
    }
    const { jobs, stages } = gitlabJobs(folder);
    for (const keyword of ["image", "services", "cache", "default", "include", "pages"])
      expect(jobs).not.toHaveProperty(keyword);
    for (const [name, job] of Object.entries(jobs)) {
      const bases = [job.extends].flat().filter((base) => base !== undefined);
      for (const needed of [...bases, ...(job.needs ?? [])]) expect(Object.keys(jobs)).toContain(needed);
      const stage = job.stage ?? bases.map((base) => jobs[base]?.stage)[0];
      if (!name.startsWith(".")) expect(stages).toContain(stage);
      expect(shellProblem([...(job.before_script ?? []), ...(job.script ?? [])].join("\n"))).toBe("");
    }
  });
});

test.each([
  ["language=javascript", "powertools=true"],
  ["language=javascript", "powertools=true", "package=image"],
  ["language=typescript"],
  ["language=rust"],
  ["language=dotnet"],
])("the pipeline for %s installs the versions in a committed lock file", async (...set) => {
  const files = filesBelow(await scaffolded({ set: ["layout=stack", ...inS3, ...github, ...set] }));
  const commands = ["Dockerfile", ".github/workflows/terraform.yml"]
    .flatMap((file) => files.get(file) ?? [])
    .join("\n");
  const installs =
    commands.match(/^.*(npm ci|npm install|cargo test|cargo lambda build|dotnet publish|dotnet test).*$/gm) ?? [];
  expect(installs.length).toBeGreaterThan(0);
  const projects = ["Handler.csproj", "test/Handler.Tests.csproj"].map((file) => files.get(file));
  const locks = projects.every((text) => text?.includes("<RestoreLockedMode Condition=\"'$(CI)' == 'true'\">true<"));
  expect(installs.filter((line) => !/npm ci|--locked/.test(line) && !locks)).toEqual([]);
  expect(files.get("README.md")).toMatch(/writes `[\w.-]+`: commit it/);
  expect(files.get(".gitignore")).not.toMatch(/lock/);
});

/** The pipelines with roles in AWS; the modules' own tests check who may assume these. */
const withRoles = pipelines.filter(
  (set) => !["layout=module", "backend=local", "terraform_tests=false"].some((answer) => set.includes(answer)),
);

noticeSkipped(withRoles.length);

describe.skipIf(!hasTerraform)("terraform accepts the roles", () => {
  const terraform = terraformForTemplates();

  test.each(withRoles.map((set) => [set]))("of %s", { timeout: 120_000 }, async (set) => {
    const folder = path.join(await scaffolded({ set }), "ci-roles");
    terraform(folder, "fmt", "-check", "-diff", "-recursive");
    terraform(folder, "init", "-backend=false", "-no-color");
    expect(terraform(folder, "test", "-no-color")).toContain(" 0 failed.");
  });
});

/** Replacements for the commands that talk to AWS: each appends its arguments to `calls`. */
const standIns = {
  aws: `#!/bin/sh
echo "aws $*" >>"$CALLS"
case "$*" in
  *put-object*) [ -s package.zip ] || [ -s /tmp/package.zip ] && echo "$VERSION" ;;
  *describe-repositories*) echo "111122223333.dkr.ecr.us-east-1.amazonaws.com/orders" ;;
  *batch-get-image*) [ -e "$CALLS.pushed" ] && echo "sha256:0a1b" || echo None ;;
  *get-login-password*) echo password ;;
esac
`,
  terraform: `#!/bin/sh
[ "$1" != output ] || echo "$DEPLOYMENT"
`,
  apk: "#!/bin/sh\n",
  skopeo: `#!/bin/sh
echo "skopeo $*" >>"$CALLS"
case "$1" in
  login) [ "$(cat)" = password ] ;;
  copy) [ -s image.tar ] && touch "$CALLS.pushed" ;;
esac
`,
};

/** Runs a script as a runner does, in a folder with the build's output. */
function publish(script: string, env: Readonly<Record<string, string>>, shell: readonly string[]) {
  const bin = temporaryDirectory(standIns);
  for (const name of Object.keys(standIns)) chmodSync(path.join(bin, name), 0o755);
  const cwd = temporaryDirectory({
    "src/handler.py": "",
    "src/__pycache__/handler.pyc": "",
    "package.zip": "PK",
    "image.tar": "x",
  });
  const calls = path.join(bin, "calls");
  const output = path.join(cwd, "output");
  const run = () => {
    const [command = "", ...args] = shell;
    const given = {
      PATH: `${bin}:${process.env.PATH}`,
      CALLS: calls,
      CI_PROJECT_DIR: cwd,
      GITHUB_OUTPUT: output,
      ...env,
    };
    const { status, stdout, stderr } = spawnSync(command, [...args, script], { cwd, env: given, encoding: "utf8" });
    return { status, said: stdout + stderr };
  };
  const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");
  return { run, calls: () => textOf(calls), published: () => textOf(output) || textOf(path.join(cwd, "published")) };
}

const bash = ["bash", "--noprofile", "--norc", "-ec"];
const sh = ["sh", "-ec"];

/** The input for CodeDeploy that moves the alias from one version to another. */
function deploymentFrom(CurrentVersion: string, TargetVersion: string): string {
  const content = JSON.stringify({ Resources: [{ function: { Properties: { CurrentVersion, TargetVersion } } }] });
  return JSON.stringify({ revision: { appSpecContent: { content } } });
}

const hasJq = spawnSync("jq", ["--version"]).status === 0;

test.skipIf(!hasJq).each([
  ["GitHub", github],
  ["GitLab", gitlab],
])("an apply on %s starts the deployment of a version that has no traffic yet", async (_, ci) => {
  const folder = await scaffolded({ set: ["layout=stack", ...inS3, ...ci, "deployment=canary"] });
  const [jobs] = workflows(folder).values();
  const step = jobs?.apply?.steps?.find(({ run }) => run?.includes("create-deployment"))?.run;
  const script = step ?? gitlabJobs(folder).jobs.apply?.script?.join("\n") ?? "";
  const started = publish(script, { DEPLOYMENT: deploymentFrom("1", "2") }, step ? bash : sh);
  expect(started.run()).toMatchObject({ status: 0 });
  expect(started.calls()).toMatch(/^aws deploy create-deployment .*--cli-input-json .*TargetVersion/);
  const idle = publish(script, { DEPLOYMENT: deploymentFrom("2", "2") }, step ? bash : sh);
  expect(idle.run()).toMatchObject({ status: 0 });
  expect(idle.calls()).toBe("");
});

/** The script that publishes, in a pipeline of GitHub or GitLab. */
async function publishing(set: readonly string[]) {
  const folder = await scaffolded({ set: ["layout=stack", ...inS3, "language=python", ...set] });
  const [jobs] = workflows(folder).values();
  const step = jobs?.publish?.steps?.find(({ id }) => id === "publish");
  if (step) return { script: step.run ?? "", env: { GITHUB_SHA: "4c0ffee", ...step.env }, shell: bash };
  const job = gitlabJobs(folder).jobs.publish;
  return { script: (job?.script ?? []).join("\n"), env: { CI_COMMIT_SHA: "4c0ffee", ...job?.variables }, shell: sh };
}

describe.each([
  ["GitHub", github],
  ["GitLab", gitlab],
])("the job that publishes on %s", (_, ci) => {
  test("uploads the package to its bucket and passes on its version, and fails if the bucket is not versioned", async () => {
    const { script, env, shell } = await publishing([...ci, ...s3, "package_key=orders/app.zip"]);
    const { run, calls, published } = publish(script, { ...env, VERSION: "v7" }, shell);
    expect(run()).toMatchObject({ status: 0 });
    expect(calls()).toContain("s3api put-object --bucket acme-artifacts --key orders/app.zip --body ");
    expect(published()).toMatch(/^(published=)?v7\n?$/);
    const unversioned = publish(script, { ...env, VERSION: "None" }, shell);
    expect(unversioned.run()).toMatchObject({
      status: 1,
      said: expect.stringContaining("acme-artifacts keeps no versions"),
    });
    expect(unversioned.published()).toBe("");
  });

  test("pushes the image once with its commit as the tag, and passes on its digest", async () => {
    const { script, env, shell } = await publishing([...ci, "package=image"]);
    const { run, calls, published } = publish(script, env, shell);
    expect(run()).toMatchObject({ status: 0 });
    expect(calls()).toContain(
      "skopeo copy docker-archive:image.tar docker://111122223333.dkr.ecr.us-east-1.amazonaws.com/orders:4c0ffee\n",
    );
    expect(published()).toMatch(/^(published=)?sha256:0a1b\n?$/);
    expect(run()).toMatchObject({ status: 0 });
    expect(calls().match(/skopeo copy/g)).toHaveLength(1);
  });
});

test("the pre-commit hooks run the version of lambda-tf that wrote them", async () => {
  const folder = await scaffolded({ set: ["pre_commit=true"] });
  const { repos } = parse(readFileSync(path.join(folder, ".pre-commit-config.yaml"), "utf8"));
  expect(repos.map(({ repo }: { repo: string }) => repo)).toEqual(["local"]);
  expect(repos[0].hooks[1]).toMatchObject({
    entry: "lambda-tf lint",
    language: "node",
    additional_dependencies: [`lambda-tf@${version()}`],
  });
});
