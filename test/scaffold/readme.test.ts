import { expect, test } from "vitest";
import { loadFeatures } from "../../src/scaffold/feature.ts";
import { renderModule } from "../../src/scaffold/render-module.ts";
import { combinations } from "./combinations.ts";

type Files = ReadonlyMap<string, string>;

const { rows } = await combinations(loadFeatures());
const modules = rows.map(renderModule);

test("READMEs name every file and folder next to them, and nothing else", () => {
  const faults = modules.flatMap((files) =>
    readmes(files).flatMap(({ folder, text }) => {
      const there = entriesOf(folder, files);
      const named = namedFiles(text);
      return [
        ...named
          .filter((name) => ![...there].some((entry) => isNamed(entry, name)))
          .map((name) => `${name} is named, and not there`),
        ...[...there]
          .filter((entry) => !named.some((name) => isNamed(entry, name)))
          .map((entry) => `${entry} is there, and not named`),
      ];
    }),
  );
  expect([...new Set(faults)]).toEqual([]);
});

/** Whether an entry of a folder is what a README names, which may be all files with an ending: `*.go`. */
function isNamed(entry: string, name: string): boolean {
  return name.startsWith("*") ? entry.endsWith(name.slice(1)) : entry === name;
}

test("READMEs separate their sections by one blank line", () => {
  const texts = modules.flatMap((files) => readmes(files).map(({ text }) => text));
  expect(texts.flatMap((text) => /.*\n\n\n.*/.exec(text) ?? [])).toEqual([]);
});

test("each variable has its own row in the table", () => {
  const rows = modules.flatMap(readmes).flatMap(({ text }) => {
    const [, table = ""] = /^\| Name \| Description \| Type .*\n\|.*\n([\s\S]*?)(?:\n\n|$)/m.exec(text) ?? [];
    return table.trim().split("\n");
  });
  expect([...new Set(rows)].filter((row) => row !== "" && !/^\| .*\|$/.test(row))).toEqual([]);
});

test("the README of a module for HCP Terraform explains the preparations", () => {
  const inCloud = modules.filter((files) => [...files.values()].some((text) => text.includes("  cloud {")));
  expect(inCloud.length).toBeGreaterThan(0);
  const silent = inCloud.filter((files) => !files.get("README.md")?.includes("Run `terraform login` first"));
  expect(silent).toEqual([]);
});

test("commands in READMEs read outputs of the configuration that is applied", () => {
  const faults = modules.flatMap((files) => {
    const applied = [...files.keys()].filter((file) => /^(envs\/\w+\/|examples\/\w+\/)?providers\.tf$/.test(file));
    const read = readmes(files).flatMap(({ text }) => [...text.matchAll(/terraform output -raw (\w+)/g)]);
    return applied.flatMap((file) => {
      const outputs = files.get(file.replace("providers.tf", "outputs.tf")) ?? "";
      return read.flatMap(([, name]) => (outputs.includes(`output "${name}"`) ? [] : [`${file}: ${name}`]));
    });
  });
  expect([...new Set(faults)]).toEqual([]);
});

// The limits of the SAM CLI's hook (samcli/hook_packages/terraform in aws/aws-sam-cli, 2026-07): it reads the code from
// `filename`, links at most one layer, does not read APIs built with for_each, and needs a plan that Terraform can
// save.
test("SAM is told to invoke a function whose package it finds", () => {
  const invoked = modules.flatMap((files) =>
    readmes(files).flatMap(({ folder, text }) => {
      const [, address] = /sam local invoke --hook-name terraform (\S+)/.exec(text) ?? [];
      return address === undefined ? [] : [{ files, address, code: files.get(`${folder}lambda.tf`) ?? "" }];
    }),
  );
  expect(invoked.length).toBeGreaterThan(0);
  const faults = invoked.flatMap(({ files, address, code }) => [
    ...(/^ {2}filename += data\.archive_file\.package\.output_path$/m.test(code) ? [] : ["no package"]),
    ...(code.includes("layers =") ? ["layers"] : []),
    ...([...files.values()].some((text) => /^ {2}cloud \{|"aws_api_?gateway/m.test(text))
      ? ["what SAM cannot read"]
      : []),
    ...(address.startsWith("module.") === files.has("providers.tf") ? [`${address} is not there`] : []),
  ]);
  expect([...new Set(faults)]).toEqual([]);
});

function readmes(files: Files): readonly { readonly folder: string; readonly text: string }[] {
  return [...files].flatMap(([file, text]) =>
    file.endsWith("README.md") ? [{ folder: file.slice(0, -"README.md".length), text }] : [],
  );
}

/** The entries of a folder, except the README itself and the files of tools. */
function entriesOf(folder: string, files: Files): ReadonlySet<string> {
  const below = [...files.keys()].filter((file) => file.startsWith(folder));
  const entries = below.map((file) => file.slice(folder.length).split("/")[0] ?? "");
  return new Set(
    entries.filter((entry) => !["README.md", ".gitignore", ".dockerignore", ".lambda-tf"].includes(entry)),
  );
}

/** The files and folders in the first column of the table of files; of a path below a folder, the folder. */
function namedFiles(text: string): readonly string[] {
  const [, table = ""] = /^\| (?:File|Folder) \|.*\n\|.*\n((?:\|.*\n)+)/m.exec(text) ?? [];
  return [...table.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`(.*?)`/g)].map(([, name = ""]) => name.split("/")[0] ?? ""),
  );
}
