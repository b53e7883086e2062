import type { Stack } from "../../lambda/index.ts";
import { oncePer } from "../../once-per.ts";
import { type Module, mayRunFrom, type Resource } from "../../terraform/index.ts";
import { defineRule, type Fix } from "../rule.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { lineEnding } from "../shared/edits/layout.ts";
import { addressWithoutKey } from "../shared/edits/references.ts";
import { mayBeFrom } from "../shared/schema/provider-from.ts";
import { storedSecrets } from "../shared/secrets/stored-secrets.ts";

const FIRST_WITH_WRITE_ONLY = [1, 11];

export default defineRule({
  summary: "A secret is stored in the state, although there is an argument that keeps it out",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { tflint: ["aws_write_only_arguments"] },
  source: "Terraform language, Write-only arguments (Terraform 1.11, OpenTofu 1.11); AWS provider schema",
  why: `The state holds the value in plain text, for everyone who may read the state, and so does every older version of it. A
write-only argument is sent to AWS and not stored; with an ephemeral value the secret is only where it belongs.`,
  bad: `resource "random_password" "db" {
  length = 32
}

resource "aws_secretsmanager_secret_version" "db" {
  secret_id     = "orders-db"
  secret_string = random_password.db.result
}`,
  good: `ephemeral "random_password" "db" {
  length = 32
}

resource "aws_secretsmanager_secret_version" "db" {
  secret_id                = "orders-db"
  secret_string_wo         = ephemeral.random_password.db.result
  secret_string_wo_version = 1
}`,
  check({ stack }) {
    if (!mayRunFrom(FIRST_WITH_WRITE_ONLY, stack.root)) return [];
    return storedSecrets(stack)
      .filter(({ value, writeOnly }) => value.kind !== "known" && writeOnly !== undefined)
      .map(({ resource, argument, writeOnly }) => ({
        at: resource.body.place(argument),
        resource: resource.address,
        message: `${resource} stores its ${argument} in the state`,
        help: `Use ${writeOnly} with ${writeOnly}_version and an ephemeral value`,
        suggestions: suggestWriteOnly(resource, argument, writeOnly, stack),
      }));
  },
});

/** All versions of the AWS provider from this one on have these arguments. */
const SURE_TO_HAVE = [6, 0];

/** Moves the value to the write-only argument, together with a version number for changes. */
function suggestWriteOnly(resource: Resource, argument: string, writeOnly = "", { root }: Stack): readonly Fix[] {
  const { body, module } = resource;
  const [name, value] = [body.namePlace(argument), body.place(argument)];
  const { file } = value;
  const [version, own] = [`${writeOnly}_version`, `${addressWithoutKey(resource)}.${argument}`];
  const isPlain = body.isWritten(argument) && !body.isWritten(version) && !file.slice(value).includes("\n");
  if (!isPlain || attributesRead(module).has(own) || file.path.endsWith(".json") || !mayBeFrom(root, SURE_TO_HAVE))
    return [];
  const lineStart = file.text.lastIndexOf("\n", name.start - 1) + 1;
  const indent = file.text.slice(lineStart, name.start);
  if (indent.trim() !== "" || !/^[ \t]*\r?\n/.test(file.text.slice(value.end))) return [];
  return suggestionOf(
    `Write it as ${writeOnly} (Terraform 1.11), which is sent again when ${version} changes`,
    { place: name, newText: writeOnly },
    { place: { ...value, start: value.end }, newText: `${lineEnding(file)}${indent}${version} = 1` },
  );
}

/** The attributes of resources that a module's files may read, `aws_db_instance.orders.password` for example. */
const attributesRead = oncePer(
  ({ directory }: Module) =>
    new Set(directory.files.flatMap(({ source }) => source.text.match(/\b[a-z]\w*\.[\w-]+\.\w+/g) ?? [])),
);
