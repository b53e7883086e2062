import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The licences of every package that has a file among `inputs` (paths relative to `root`). Throws if one has none. */
export function thirdPartyNotices(root, inputs) {
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined));
  const notices = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    return `${name} ${version} (${license})\n\n${licenceText(join(root, folder), name).trim()}\n`;
  });
  return ["This build contains code of the following packages.\n", ...notices].join(`\n${"-".repeat(80)}\n\n`);
}

function packageFolder(input) {
  return input.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0];
}

function licenceText(folder, name) {
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`The package ${name} holds no licence text`);
  return readFileSync(join(folder, file), "utf8");
}
