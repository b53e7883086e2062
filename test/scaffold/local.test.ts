import path from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import { scaffoldIn } from "./scaffold-in.ts";
import { hasTerraform, noticeSkipped, terraform } from "./terraform-offline.ts";

noticeSkipped(1);

interface Plan {
  readonly planned_values: { readonly root_module: { readonly resources: readonly Resource[] } };
}

interface Resource {
  readonly address: string;
  readonly values: Readonly<Record<string, unknown>>;
}

describe.skipIf(!hasTerraform)("running on one's own machine", () => {
  // The hook reads the planned values: it would not find anything that is only known after apply.
  test("a plan names the package and the settings that SAM runs the function with", async () => {
    const cwd = temporaryDirectory();
    const set = ["layout=stack", "backend=local", "language=python"];
    expect(await scaffoldIn({ cwd, set })).toMatchObject({ exitCode: 0, problem: "" });
    const folder = path.join(cwd, "orders");
    terraform(folder, "init", "-no-color");
    terraform(folder, "plan", "-input=false", "-no-color", "-out=tfplan");
    const plan = JSON.parse(terraform(folder, "show", "-json", "tfplan")) as Plan;
    const planned = plan.planned_values.root_module.resources;
    expect(planned.find(({ address }) => address === "aws_lambda_function.this")?.values).toMatchObject({
      filename: "./.build/package.zip",
      handler: "handler.handler",
      runtime: "python3.14",
    });
  });
});
