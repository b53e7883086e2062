import { didYouMean } from "../../aws/did-you-mean.ts";
import { s3BackendArguments } from "../../aws/s3-backend.ts";
import { type Backend, type BlockValue, backendOf, type TypeConstraint } from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";
import { replacing, respelling } from "../shared/edits/fixes.ts";
import { misfitPlace, spokenType, toConstraint, typeMisfit } from "../shared/expressions/type-misfit.ts";

/**
 * The backends of Terraform 1.11.4; others came and went, and a name that is not similar to any of these may be one of
 * them.
 */
const TYPES = "azurerm consul cos gcs http inmem kubernetes local oss pg remote s3".split(" ");

/**
 * What the S3 backend accepted before Terraform 1.10 and no longer does (Terraform 1.9 documentation, Backend type:
 * s3).
 */
const FORMER = [
  ..."assume_role_duration_seconds assume_role_policy assume_role_policy_arns assume_role_tags".split(" "),
  ..."assume_role_transitive_tag_keys external_id role_arn session_name use_legacy_workflow".split(" "),
];

/** Names in other tools, and those of the S3 backend. */
const BORROWED: ReadonlyMap<string, string> = new Map([
  ["lock_table", "dynamodb_table"],
  ["lock_file", "use_lockfile"],
  ["lockfile", "use_lockfile"],
  ["bucket_name", "bucket"],
  ["prefix", "key"],
  ["path", "key"],
]);

const example = (name: string) => `terraform {
  backend "s3" {
    bucket  = "acme-terraform-state"
    key     = "orders/terraform.tfstate"
    region  = "eu-central-1"
    encrypt = true

    ${name} = true
  }
}`;

export default defineRule({
  summary: "A backend has an unknown argument or an invalid value, or does not exist",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Backend type: s3 (2026-11); tried with init of Terraform 1.11.4",
  why: `terraform init stops with "Unsupported argument", "Incorrect attribute value type" or "Unsupported backend type". terraform
validate after init -backend=false, as in pipelines, does not detect it.`,
  bad: example("use_lock_file"),
  good: example("use_lockfile"),
  check({ stack: { root } }) {
    const backend = backendOf(root);
    if (!backend || backend.kind === "cloud") return [];
    if (!TYPES.includes(backend.kind)) return typeFault(backend);
    return backend.kind === "s3" ? argumentFaults(backend) : [];
  },
});

function typeFault({ kind, kindPlace }: Backend): RuleFinding[] {
  const meant = didYouMean(kind, TYPES);
  if (meant === undefined) return [];
  return [
    {
      at: kindPlace,
      message: `There is no backend named ${kind}`,
      help: `Did you mean ${meant}?`,
      ...respelling(kind, { meant, among: TYPES }, replacing(kindPlace, JSON.stringify(meant))),
    },
  ];
}

function argumentFaults({ block }: Backend): RuleFinding[] {
  const known = s3BackendArguments();
  return block.argumentNames.flatMap((name) => {
    const type = known.get(name);
    if (type) return typeMisfits(block, name, toConstraint(type));
    if (FORMER.includes(name)) return [];
    const among = [...known.keys(), ...FORMER];
    const meant = BORROWED.get(name) ?? didYouMean(name, among);
    // a name that is not similar to any may be from a future version
    if (meant === undefined || block.isWritten(meant)) return [];
    const at = block.namePlace(name);
    return [
      {
        at,
        message: `The S3 backend has no argument ${name}`,
        help: `Did you mean ${meant}?`,
        ...(BORROWED.has(name)
          ? { suggestions: [replacing(at, meant)] }
          : respelling(name, { meant, among }, replacing(at, meant))),
      },
    ];
  });
}

function typeMisfits(block: BlockValue, name: string, type: TypeConstraint): RuleFinding[] {
  const misfit = typeMisfit(block.value(name), type);
  if (!misfit) return [];
  return [
    {
      at: misfitPlace(misfit, block.place(name)),
      message: `${name} of the S3 backend is ${misfit.found}, but must be ${spokenType(misfit.expected)}`,
      help: `Write ${spokenType(misfit.expected)}`,
    },
  ];
}
