import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { scaffoldIn } from "./scaffold-in.ts";
import { triggers, withTriggers } from "./scaffolded-modules.ts";
import { hasTerraform, noticeSkipped, terraformForTemplates } from "./terraform-offline.ts";

const terraform = terraformForTemplates();

/** The maximum length of names in AWS by resource type; types that are not listed allow 128 or more. */
const limits: Readonly<Record<string, number>> = {
  aws_cloudfront_origin_access_control: 64,
  aws_cloudwatch_event_rule: 64,
  aws_codedeploy_app: 100,
  aws_iam_role: 64,
  aws_lambda_function: 64,
  aws_scheduler_schedule: 64,
  aws_scheduler_schedule_group: 64,
  aws_ses_receipt_rule: 64,
  aws_sfn_state_machine: 80,
  aws_sqs_queue: 80,
};

interface Planned {
  readonly address: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const small = ["deployment=latest", "alarms=false", "failure_queue=false", "tracing=false"];

const everything = [
  ...["layout=stack", "backend=local", "deployment=canary", "dashboard=true", "log_queries=true", "layer=true"],
  ...["name_parts=true", "name_prefix=acme", "function_url_access=cloudfront", ...withTriggers(...triggers)],
  ...["sqs_fifo=true", "s3_delivery=eventbridge"],
];

noticeSkipped(3);

test.skipIf(!hasTerraform)(
  "the longest allowed name fits all names that contain it",
  { timeout: 240_000 },
  async () => {
    const cwd = temporaryDirectory();
    expect(await scaffoldIn({ cwd, set: everything })).toMatchObject({ exitCode: 0, problem: "" });
    const folder = path.join(cwd, "orders");
    const [prefix, name, environment] = ["a".repeat(16), "b".repeat(36), "c".repeat(10)];
    const names = [`name_prefix=${prefix}`, `name=${name}`, `environment=${environment}`].flatMap((one) => [
      "-var",
      one,
    ]);
    terraform(folder, "init", "-no-color");
    terraform(folder, "plan", "-input=false", "-no-color", "-out=tfplan", ...names);
    const plan = JSON.parse(terraform(folder, "show", "-json", "tfplan"));
    const planned: readonly Planned[] = plan.planned_values.root_module.resources;
    const named = planned.flatMap(({ address, type, values }) => {
      const given = values.function_name ?? values.name;
      return typeof given === "string" && given.includes(name) ? [{ address, given, limit: limits[type] ?? 128 }] : [];
    });
    expect(named.filter(({ given, limit }) => given.length > limit)).toEqual([]);
    expect(named.map(({ address }) => address.split(".")[0])).toEqual(expect.arrayContaining(Object.keys(limits)));
    // The name of an IoT rule cannot contain hyphens.
    const whole = (given: string) => given.replaceAll("_", "-").includes(`${prefix}-${name}-${environment}`);
    expect(named.filter(({ given }) => !whole(given))).toEqual([]);
  },
);

test.skipIf(!hasTerraform)(
  "the module's own tests check its name against its parts",
  { timeout: 240_000 },
  async () => {
    const cwd = temporaryDirectory();
    const set = ["layout=stack", "backend=local", "name_parts=true", "name_prefix=acme", ...small];
    expect(await scaffoldIn({ cwd, set })).toMatchObject({ exitCode: 0, problem: "" });
    const folder = path.join(cwd, "orders");
    terraform(folder, "init", "-no-color");
    expect(terraform(folder, "test", "-no-color")).toContain(" 0 failed.");
  },
);

/** Names that AWS accepts; Lambda accepts more for functions (Amazon ECR and S3 API references, 2026-11). */
const forms: Readonly<Record<string, (values: Planned["values"]) => boolean>> = {
  aws_ecr_repository: ({ name }) => /^(?=..)[a-z0-9]+(?:[_-][a-z0-9]+)*$/.test(String(name)),
  aws_s3_bucket: ({ bucket_prefix: prefix }) => /^[a-z0-9][a-z0-9-]{0,36}$/.test(String(prefix)),
};

test.skipIf(!hasTerraform)("an unusual name leads to names that AWS accepts", { timeout: 240_000 }, async () => {
  const cwd = temporaryDirectory();
  const set = ["layout=stack", "backend=local", "package=image", "own_bucket=true", ...small, ...withTriggers("s3")];
  expect(await scaffoldIn({ cwd, set })).toMatchObject({ exitCode: 0, problem: "" });
  const folder = path.join(cwd, "orders");
  terraform(folder, "init", "-no-color");
  for (const name of ["__Orders--v2_", `-${"b_".repeat(27)}`]) {
    terraform(folder, "plan", "-input=false", "-no-color", "-out=tfplan", "-var", `function_name=${name}`);
    const planned: readonly Planned[] = JSON.parse(terraform(folder, "show", "-json", "tfplan")).planned_values
      .root_module.resources;
    const held = planned.filter(({ type }) => forms[type]);
    expect(new Set(held.map(({ type }) => type))).toEqual(new Set(Object.keys(forms)));
    expect(held.filter(({ type, values }) => !forms[type]?.(values))).toEqual([]);
  }
});

test.each([
  [["layout=module", `function_name=${"a".repeat(57)}`], "function_name must be 1 to 56 letters"],
  [["layout=environments", `function_name=${"a".repeat(60)}`], "function_name must be 1 to 59 letters"],
  [
    ["layout=environments", "name_parts=true", "name_prefix=acme", `function_name=${"a".repeat(37)}`],
    "1 to 36 letters",
  ],
  [["layout=stack", "name_parts=true", "name_prefix=-acme"], "name_prefix must be 2 to 16 lower-case letters"],
  [["layout=module", "package=image", "function_name=_a"], "at least two of them letters or digits"],
])("a name that leads to names that AWS refuses is refused: %s", async (set, problem) => {
  const run = await scaffoldIn({
    cwd: temporaryDirectory(),
    set: ["state_bucket=acme-state", ...set].slice(set[0] === "layout=module" ? 1 : 0),
  });
  expect(run.exitCode).toBe(2);
  expect(run.problem).toContain(problem);
});

test("each environment has its own name with the common prefix", async () => {
  const cwd = temporaryDirectory();
  const set = ["layout=environments", "backend=local", "name_parts=true", "name_prefix=acme", "triggers=sqs"];
  expect(await scaffoldIn({ cwd, set })).toMatchObject({ exitCode: 0, problem: "" });
  const values = (name: string) => readFileSync(path.join(cwd, "orders/envs", name, "terraform.tfvars"), "utf8");
  expect(values("dev")).toContain('function_name      = "acme-orders-dev"');
  expect(values("prod")).toContain('function_name      = "acme-orders-prod"');
});
