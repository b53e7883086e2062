import {
  distinctDirectories,
  type MergedBlock,
  type Module,
  placeOf,
  requiredProviders,
  spokenAddress,
} from "../../terraform/index.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

const NAME = "template";

/** The replacement for each type. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  [
    "template_file",
    "Write templatefile(path, { … }) where its rendered text is read, or the text itself with ${ } in it",
  ],
  ["template_cloudinit_config", "Use cloudinit_config of the provider hashicorp/cloudinit"],
  ["template_dir", "Render each file with templatefile(), over fileset()"],
]);

export default defineRule({
  summary: "Text is rendered by a provider that is no longer maintained",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source:
    "Terraform registry, hashicorp/template 2.2.0: deprecated; Terraform issue 30055: no package for darwin_arm64 (2026-11)",
  why: `The provider template was archived in 2020, after Terraform got templatefile(). It has no package for Apple computers with
ARM processors, where terraform init fails, and it renders text during the apply where the function does so during the plan.`,
  bad: `data "template_file" "definition" {
  template = "{ \\"StartAt\\": \\"$\${start}\\" }"
  vars     = { start = "Charge" }
}`,
  good: `locals {
  definition = templatefile("\${path.module}/definition.tftpl", { start = "Charge" })
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap(findingIn);
  },
});

/** One finding for everything that a module uses from the provider. */
function findingIn(module: Module): RuleFinding[] {
  const required = requiredProviders(module).find(({ name }) => name === NAME);
  // others have built it anew for more processors
  if (required?.source !== undefined && !/(?:^|\/)hashicorp\/template$/.test(required.source)) return [];
  const uses = [...module.declared.resources.values()].filter(
    ({ labels: [type = ""], attributes }) => INSTEAD.has(type) && !attributes.has("provider"),
  );
  const [first, ...others] = uses;
  if (!first) return [];
  return [
    {
      at: typePlace(first),
      resource: spokenAddress(first),
      message: `${spokenAddress(first)} comes from hashicorp/template, which is archived and not available for every platform`,
      help: INSTEAD.get(first.labels[0] ?? "") ?? "",
      related: others.slice(0, 3).map((block) => ({ at: typePlace(block), message: "comes from it, too" })),
    },
  ];
}

function typePlace({ declared: { node, file } }: MergedBlock) {
  return placeOf(node.labels[0] ?? node, file);
}
