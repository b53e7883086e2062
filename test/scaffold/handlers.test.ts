import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { build, type PluginBuild } from "esbuild";
import { describe, expect, test } from "vitest";
import { packagePath } from "../../src/scaffold/package-files.ts";
import { filesBelow } from "./files-below.ts";
import { scaffolded } from "./scaffold-in.ts";
import { edgeEvents, triggers, withTriggers } from "./scaffolded-modules.ts";
import { typeProblems } from "./type-problems.ts";

/** Answers for a function that reads a secret through the extension. */
const withExtension = [
  ...["secrets=true", "secret_names=orders/database", "secrets_extension=true"],
  ...["secrets_extension_account=177933569100", "secrets_extension_version=4"],
];
/** Answers, and the number of tests in the starter code for them. */
const starters: readonly (readonly [readonly string[], number])[] = [
  [["triggers=none"], 1],
  // one for each trigger, and two more for AppSync
  [withTriggers(...triggers), triggers.length + 2],
  [["placement=edge", `edge_events=${edgeEvents}`], 7],
  [["triggers=sqs", "sqs_fifo=true"], 1],
  [["triggers=kinesis", "kinesis_window_seconds=60"], 1],
  [["triggers=sqs,kinesis", "kinesis_window_seconds=60"], 2],
  [["triggers=dynamodb-stream", "dynamodb_window_seconds=60"], 1],
  [[...withTriggers("s3", "eventbridge"), "s3_delivery=eventbridge"], 2],
  [["triggers=s3,eventbridge", "event_sources=a", "event_transformer=true"], 2],
  [["triggers=none", ...withExtension], 2],
  [["triggers=http-api", "http_api_authorization=NONE", "signed_webhook=true"], 7],
  [["triggers=function-url,http-api", "function_url_access=public", "signed_webhook=true"], 8],
  [["triggers=http-api,function-url", "http_api_authorization=NONE", "signed_webhook=true"], 8],
];
/** Starters that only the runtimes of Node.js can run. */
const nodeStarters: typeof starters = [...starters, [["triggers=function-url,rest-api", "responses=streamed"], 2]];
/** Starters that can log with Powertools: those of the edge cannot. */
const observedStarters = starters.filter(([set]) => !set.includes("placement=edge"));
const observedNodeStarters = nodeStarters.filter(([set]) => !set.includes("placement=edge"));
const hasPython = spawnSync("python3", ["--version"]).status === 0;
const hasJava = spawnSync("javac", ["--version"]).status === 0;
const hasRuby = spawnSync("ruby", ["-e", 'require "minitest"']).status === 0;
/** Of Go, a version that has what the starters use: log/slog. */
const hasGo = /go1\.(2[1-9]|[3-9]\d)/.test(spawnSync("go", ["version"], { encoding: "utf8" }).stdout ?? "");
const hasCurl = spawnSync("curl", ["--version"]).status === 0;

function run(folder: string, program: string, ...args: readonly string[]): string {
  return runWith({}, folder, program, ...args);
}

function runWith(
  variables: Readonly<Record<string, string>>,
  folder: string,
  program: string,
  ...args: readonly string[]
): string {
  const env = { ...process.env, ...variables };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, env, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} exits with ${status}:\n${stdout}${stderr}`);
  return stdout + stderr;
}

test.each(nodeStarters)("the tests of a JavaScript module with %s pass", async (set, count) => {
  expect(run(await scaffolded({ set }), process.execPath, "--test", "--test-reporter=tap")).toContain(
    `# pass ${count}\n`,
  );
});

test.each(observedNodeStarters)("the tests of a JavaScript module with Powertools and %s pass", async (set, count) => {
  const folder = await scaffolded({ set: ["powertools=true", ...set] });
  symlinkSync(packagePath("node_modules"), path.join(folder, "node_modules"));
  expect(run(folder, process.execPath, "--test", "--test-reporter=tap")).toContain(`# pass ${count}\n`);
});

test("a JavaScript module with Powertools counts what it processed, and logs what failed", async () => {
  const folder = await scaffolded({ set: ["triggers=sqs", "powertools=true"] });
  symlinkSync(packagePath("node_modules"), path.join(folder, "node_modules"));
  expectObserved(folder, "./src/index.mjs");
});

test.each(nodeStarters)("the tests of a TypeScript module with %s pass", async (set, count) => {
  const folder = await scaffolded({ set: ["language=typescript", ...set] });
  const tests = readdirSync(path.join(folder, "test"));
  // Newer versions of Node run TypeScript directly; this flag lets the oldest supported one do so too.
  const entryPoints = tests.map((name) => path.join(folder, "test", name));
  const outdir = path.join(folder, "built/test");
  const external = ["@aws-sdk/*"]; // part of the runtime
  const format = { platform: "node", format: "esm", outExtension: { ".js": ".mjs" } } as const;
  await build({ entryPoints, outdir, bundle: true, external, ...format });
  expect(run(outdir, process.execPath, "--test", "--test-reporter=tap")).toContain(`# pass ${count}\n`);
});

test("the build of a TypeScript module with Powertools counts what it processed, and logs what failed", async () => {
  const folder = await scaffolded({ set: ["language=typescript", "triggers=sqs", "powertools=true"] });
  symlinkSync(packagePath("node_modules"), path.join(folder, "node_modules"));
  run(folder, "npm", "run", "build");
  expectObserved(folder, "./dist/index.mjs");
});

const durable = ["triggers=none", "durable=true"];

test("the test of a durable JavaScript module passes", async () => {
  const folder = await scaffolded({ set: durable });
  symlinkSync(packagePath("node_modules"), path.join(folder, "node_modules"));
  expect(run(folder, process.execPath, "--test", "--test-reporter=tap")).toContain("# pass 1\n");
});

test("a durable TypeScript module has no type errors and can be built, and its test passes", async () => {
  const folder = await scaffolded({ set: ["language=typescript", ...durable] });
  symlinkSync(packagePath("node_modules"), path.join(folder, "node_modules"));
  run(folder, "npm", "run", "build");
  const tested = path.join(folder, "test/on-invoke.test.ts");
  const outfile = path.join(folder, "built/on-invoke.test.mjs");
  // The test runs the build with the packages in it, rather than with those that are installed.
  const handler = { name: "built", setup: builtHandler(path.join(folder, "dist/index.mjs")) };
  await build({
    entryPoints: [tested],
    outfile,
    bundle: true,
    packages: "external",
    format: "esm",
    plugins: [handler],
  });
  expect(run(path.dirname(outfile), process.execPath, "--test", "--test-reporter=tap")).toContain("# pass 1\n");
});

test("the tests of a durable JavaScript module that is started by events pass", async () => {
  const folder = await scaffolded({ set: ["triggers=s3,sqs", "durable=true"] });
  symlinkSync(packagePath("node_modules"), path.join(folder, "node_modules"));
  expect(run(folder, process.execPath, "--test", "--test-reporter=tap")).toContain("# pass 3\n");
});

test("a durable TypeScript module that is started by events has no type errors, and can be built", async () => {
  const folder = await scaffolded({
    set: ["language=typescript", "triggers=eventbridge,kinesis", "event_sources=com.acme", "durable=true"],
  });
  symlinkSync(packagePath("node_modules"), path.join(folder, "node_modules"));
  run(folder, "npm", "run", "build");
  expect(readFileSync(path.join(folder, "dist/index.mjs"), "utf8")).toContain('"process"');
});

test.skipIf(!hasPython).each([
  ["none", 1],
  ["sns,sqs", 3],
] as const)("the tests of a durable Python module with %s pass", async (triggers, count) => {
  const folder = await scaffolded({ set: ["language=python", `triggers=${triggers}`, "durable=true"] });
  expect(runWith(standIns, folder, "python3", "-m", "unittest", "discover", "test")).toContain(`Ran ${count} test`);
});

/** Makes a test import the built handler. */
function builtHandler(built: string): (plugin: PluginBuild) => void {
  return ({ onResolve }) => onResolve({ filter: /\/src\/index\.ts$/ }, () => ({ path: built, external: true }));
}

/** A batch with a message that is not JSON, and an event that no service sends. */
const batch = { Records: ["{}", "not JSON"].map((body) => ({ eventSource: "aws:sqs", messageId: "1", body })) };

function expectObserved(folder: string, module: string): void {
  const file = path.join(folder, "invoke.mjs");
  const calls = `await handler(${JSON.stringify(batch)});\nawait handler({}).catch(() => undefined);\n`;
  writeFileSync(file, `import { handler } from "${module}";\n${calls}`);
  const printed = run(folder, process.execPath, file).split("\n");
  const logs = printed.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  expect(logs).toContainEqual(expect.objectContaining({ Processed: 1 }));
  expect(logs).toContainEqual(expect.objectContaining({ Failed: 1 }));
  // Logger adds the level; console would only print the message.
  expect(logs).toContainEqual(expect.objectContaining({ level: "ERROR", message: "message failed", messageId: "1" }));
}

test.each([...nodeStarters.map(([set]) => set), ...observedNodeStarters.map(([set]) => ["powertools=true", ...set])])(
  "the TypeScript of a module with %s has no type errors",
  async (...set) => {
    const folder = await scaffolded({ set: ["language=typescript", ...set] });
    symlinkSync(packagePath("node_modules"), path.join(folder, "node_modules"));
    expect(typeProblems(folder)).toEqual([]);
  },
);

test.skipIf(!hasPython).each(starters)("the tests of a Python module with %s pass", async (set, count) => {
  const folder = await scaffolded({ set: ["language=python", ...set] });
  expect(run(folder, "python3", "-m", "unittest", "discover", "test")).toContain(`Ran ${count} test`);
});

test
  .skipIf(!hasPython)
  .each([
    ...starters.map(([set]) => set),
    ...observedStarters.map(([set]) => ["powertools=true", ...set]),
    ["triggers=none", "durable=true"],
    ["triggers=sqs", "durable=true"],
  ])("the functions of a Python module with %s have type hints", async (...set) => {
  const folder = await scaffolded({ set: ["language=python", ...set] });
  expect(run(folder, "python3", path.join(import.meta.dirname, "untyped.py"), "src")).toBe("");
});

test.skipIf(!hasPython).each(observedStarters)(
  "the tests of a Python module with Powertools and %s pass",
  async (set, count) => {
    const folder = await scaffolded({ set: ["language=python", "powertools=true", ...set] });
    const tests = ["-m", "unittest", "discover", "test"];
    expect(runWith(standIns, folder, "python3", ...tests)).toContain(`Ran ${count} test`);
  },
);

/** Where Python finds the replacement for Powertools. */
const standIns = { PYTHONPATH: path.join(import.meta.dirname, "stand-ins/python"), PYTHONDONTWRITEBYTECODE: "1" };

test.skipIf(!hasPython)(
  "the build of a Python module with libraries puts the code where Terraform packs it",
  async () => {
    const folder = await scaffolded({
      set: ["language=python", "triggers=sqs", "python_libraries=true", "layer=true"],
    });
    // Nothing is listed yet, so nothing is fetched.
    run(folder, "sh", "build.sh");
    expect(readdirSync(path.join(folder, ".build/src"))).toEqual(readdirSync(path.join(folder, "src")));
  },
);

test.skipIf(!hasPython)("a Python module with Powertools counts what it processed, and what failed", async () => {
  const folder = await scaffolded({ set: ["language=python", "triggers=sqs", "powertools=true"] });
  const invoke = [
    ...["import json, sys", 'sys.path[:0] = ["test", "src"]', "from invocation import CONTEXT"],
    ...["from handler import handler", "handler(json.loads(sys.argv[1]), CONTEXT)", "handler({}, CONTEXT)"],
  ].join("\n");
  const env = { ...process.env, ...standIns };
  const { stdout, stderr } = spawnSync("python3", ["-c", invoke, JSON.stringify(batch)], { cwd: folder, env });
  expect(`${stdout}`).toBe('{"Processed": 1}\n{"Failed": 1}\n');
  expect(`${stderr}`).toContain("message 1 failed");
});

/** The sources of what stands for libraries of Java. */
function standInSources(name: string): readonly string[] {
  const folder = path.join(import.meta.dirname, "stand-ins", name);
  return [...filesBelow(folder).keys()].map((file) => path.join(folder, file));
}

/** Compiles a Java module with what stands for its libraries, and runs its tests; returns what they print. */
function runJavaTests(folder: string, ...standIns: readonly string[]): string {
  const files = [...filesBelow(folder).keys()].filter((file) => file.endsWith(".java"));
  const tests = files.filter((file) => file.endsWith("Test.java")).map((file) => `app.${path.basename(file, ".java")}`);
  const libraries = ["java-junit", "java-lambda", ...standIns].flatMap(standInSources);
  run(folder, "javac", "-Werror", "-Xlint:all", "-d", "target/classes", ...files, ...libraries);
  return run(folder, "java", "-cp", "target/classes", "RunTests", ...tests);
}

test.skipIf(!hasJava).each([
  [["triggers=none"], 1],
  [withTriggers(...triggers), triggers.length - 1], // MSK and Kafka have the same events
  [["triggers=sqs", "sqs_fifo=true", "build_tool=gradle"], 1],
  [["triggers=sqs,kinesis", "kinesis_window_seconds=60"], 4],
  [["triggers=dynamodb-stream", "dynamodb_window_seconds=60"], 2],
  [["triggers=s3,eventbridge", "event_sources=a", "s3_delivery=eventbridge"], 3],
  [["triggers=s3,eventbridge", "event_sources=a", "event_transformer=true"], 3],
  [[...withTriggers("mq"), "mq_engine=rabbitmq"], 1],
] as const)("the tests of a Java module with %s pass", async (set, count) => {
  const folder = await scaffolded({ set: ["language=java", ...set] });
  expect(runJavaTests(folder)).toContain(`${count} tests passed`);
});

test
  .skipIf(!hasGo)
  .each([
    [["triggers=none"]],
    [withTriggers(...triggers)],
    [["triggers=sqs", "sqs_fifo=true"]],
    [["triggers=kinesis,dynamodb-stream", "kinesis_window_seconds=60", "dynamodb_window_seconds=60"]],
    [["triggers=s3,eventbridge", "event_sources=a", "event_transformer=true"]],
    [[...withTriggers("mq"), "mq_engine=rabbitmq"]],
  ])("a Go module with %s compiles, has the format of gofmt, and passes its tests", async (set) => {
  const folder = await scaffolded({ set: ["language=go", ...set] });
  const library = path.join(import.meta.dirname, "stand-ins/go");
  const mod = ["module function", "go 1.21", "require github.com/aws/aws-lambda-go v1.0.0"];
  const replaced = [...mod, `replace github.com/aws/aws-lambda-go => ${library}`].join("\n");
  writeFileSync(path.join(folder, "go.mod"), replaced);
  const variables = { GOFLAGS: "-mod=mod", GOPROXY: "off", GOTOOLCHAIN: "local" };
  runWith(variables, folder, "go", "vet", "./...");
  expect(runWith(variables, folder, "go", "test", "./...")).toMatch(/^ok /);
  expect(run(folder, "gofmt", "-l", ".")).toBe("");
});

test.skipIf(!hasRuby).each([
  [["triggers=none"], 1],
  [withTriggers(...triggers), triggers.length - 1], // MSK and Kafka have the same events
  [["triggers=sqs", "sqs_fifo=true"], 1],
  [["triggers=sqs,kinesis", "kinesis_window_seconds=60"], 5],
  [["triggers=dynamodb-stream", "dynamodb_window_seconds=60"], 3],
  [["triggers=s3,eventbridge", "event_sources=a", "s3_delivery=eventbridge"], 3],
  [["triggers=s3,eventbridge", "event_sources=a", "event_transformer=true"], 3],
  [[...withTriggers("mq"), "mq_engine=rabbitmq"], 1],
] as const)("the tests of a Ruby module with %s pass", async (set, count) => {
  const folder = await scaffolded({ set: ["language=ruby", ...set] });
  expect(run(folder, "ruby", "-w", "test/all.rb")).toContain(`${count} runs, `);
});

test.skipIf(!hasJava).each([
  { tracing: true, traced: ["SEGMENT handler"] },
  { tracing: false, traced: [] },
])("a Java module with Powertools counts what it processed, and logs what failed", async ({ tracing, traced }) => {
  const set = ["language=java", "powertools=true", "triggers=schedule,cognito", `tracing=${tracing}`];
  const folder = await scaffolded({ set });
  expect(runJavaTests(folder, "java")).toContain("3 tests passed");
  const called = run(folder, "java", "-cp", "target/classes", "Invoke").trimEnd().split("\n");
  expect(called).toEqual([
    ...[...traced, "INFO run with [kind]", "METRICS {Processed=1.0}", "ANSWER null"],
    ...[...traced, "ERROR the invocation failed", "METRICS {Failed=1.0}", "THROWN"],
  ]);
});

test.skipIf(!hasJava).each([
  { triggers: "none", count: 1, said: "INFO begun with [order]\nsuspended at pause\nINFO finished 1\n" },
  { triggers: "sqs", count: 3, said: "" },
])("a durable Java module with $triggers waits, and runs each step once", async ({ triggers, count, said }) => {
  const folder = await scaffolded({ set: ["language=java", "runtime=java17", `triggers=${triggers}`, "durable=true"] });
  const printed = runJavaTests(folder, "java-durable");
  expect(printed).toContain(said);
  expect(printed).toContain(`${count} tests passed`);
});

describe.skipIf(!hasCurl)("the custom runtime", () => {
  test("passes events to its handler, and sends the response", async () => {
    const folder = await scaffolded({ set: ["language=custom", "triggers=http-api"] });
    expect(await answersOf(folder, '{"id":"1"}')).toEqual([
      '/2018-06-01/runtime/invocation/r1/response {"statusCode":200,"body":"{}"}',
    ]);
  });

  test("sends responses that are too long for an argument", async () => {
    const folder = await scaffolded({ set: ["language=custom", "triggers=http-api"] });
    writeFileSync(path.join(folder, "src/handler.sh"), "handler() { printf '%s' \"$1\"; }\n");
    const event = JSON.stringify({ text: "x".repeat(200_000) });
    expect(await answersOf(folder, event)).toEqual([`/2018-06-01/runtime/invocation/r1/response ${event}`]);
  });

  /** The responses of the runtime to a single event. */
  async function answersOf(folder: string, event: string): Promise<readonly string[]> {
    const answers: string[] = [];
    let wasTaken = false;
    const api = createServer(async (request, response) => {
      if (request.method === "GET" && wasTaken) {
        response.destroy(); // there are no more events: the runtime ends
      } else if (request.method === "GET") {
        wasTaken = true;
        response.setHeader("Lambda-Runtime-Aws-Request-Id", "r1").end(event);
      } else {
        answers.push(`${request.url} ${Buffer.concat(await request.toArray())}`);
        response.end();
      }
    }).listen(0, "127.0.0.1");
    await once(api, "listening");
    const { port } = api.address() as AddressInfo;
    const env = { ...process.env, AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`, LAMBDA_TASK_ROOT: "src" };
    await once(spawn("sh", ["src/bootstrap"], { cwd: folder, env }), "close");
    api.close();
    return answers;
  }
});
