import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { scaffolded } from "./scaffold-in.ts";
import { triggers, withTriggers } from "./scaffolded-modules.ts";

/** What AWS adds to the names of its packages in the namespaces within them. */
const packageOf = (namespace: string): string => namespace.replace(/\.Actions$/, "");

function namespacesOf(folder: string): readonly string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".cs"));
  const texts = files.map((file) => readFileSync(path.join(folder, file), "utf8"));
  return texts.flatMap((text) => text.match(/(?<=^using )(?:Amazon|AWS)\.[\w.]+(?=;$)/gm) ?? []);
}

const packagesIn = (project: string): ReadonlySet<string> =>
  new Set(readFileSync(project, "utf8").match(/(?<=<PackageReference Include=")[^"]+/g));

test.each([
  ...triggers.map((trigger) => [withTriggers(trigger)] as const),
  [withTriggers(...triggers)] as const,
  [["triggers=s3", "s3_delivery=eventbridge"]] as const,
  [["triggers=eventbridge", "event_sources=a", "event_transformer=true"]] as const,
  [["triggers=sqs", "powertools=true", "tracing=true"]] as const,
  [["triggers=kinesis,dynamodb-stream", "kinesis_window_seconds=60", "dynamodb_window_seconds=60"]] as const,
])("a .NET module with %s refers to the packages that it uses, and to no others", async (set) => {
  const folder = await scaffolded({ set: ["language=dotnet", ...set] });
  const used = new Set(namespacesOf(path.join(folder, "src")).map(packageOf));
  const packages = packagesIn(path.join(folder, "Handler.csproj"));
  expect([...packages].sort()).toEqual([...used].sort());
  const inTests = packagesIn(path.join(folder, "test", "Handler.Tests.csproj"));
  const tested = namespacesOf(path.join(folder, "test")).map(packageOf);
  expect(tested.filter((name) => !packages.has(name) && !inTests.has(name))).toEqual([]);
});

test("the files of a .NET module have no blank line at their start or end, nor two in a row", async () => {
  for (const set of [withTriggers(...triggers), ["triggers=sqs"], ["triggers=none", "powertools=true"]]) {
    const folder = await scaffolded({ set: ["language=dotnet", ...set] });
    for (const sources of ["src", "test"].map((name) => path.join(folder, name)))
      for (const file of readdirSync(sources).filter((name) => name.endsWith(".cs")))
        expect(readFileSync(path.join(sources, file), "utf8"), file).not.toMatch(
          /^\n|\n\n\n|\{\n\n|\n\n\s*\}|\n\n$|[ \t]\n/,
        );
  }
});
