import type { LambdaFunction, Stack } from "../../lambda/index.ts";
import { oncePer } from "../../once-per.ts";
import { isCallersChoice, isLeftOut, type Resource, referredResources } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { setArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";

export default defineRule({
  summary: "Every change of a layer deletes the version that others may still use",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source: "AWS provider, lambda/layer_version.go: skip_destroy replaces the version (2026-11)",
  why: `Terraform replaces a layer version: it publishes the new one and deletes the old one. Published versions of functions and
other stacks that name the old one keep running, but can no longer be updated, and a rollback fails.`,
  bad: `resource "aws_lambda_layer_version" "shared" {
  layer_name = "shared"
  filename   = "shared.zip"
}

resource "aws_lambda_layer_version_permission" "organization" {
  layer_name     = aws_lambda_layer_version.shared.layer_name
  version_number = aws_lambda_layer_version.shared.version
  statement_id   = "organization"
  action         = "lambda:GetLayerVersion"
  principal      = "*"
  organization_id = "o-1a2b3c4d5e"
}`,
  good: `resource "aws_lambda_layer_version" "shared" {
  layer_name   = "shared"
  filename     = "shared.zip"
  skip_destroy = true
}

resource "aws_lambda_layer_version_permission" "organization" {
  layer_name     = aws_lambda_layer_version.shared.layer_name
  version_number = aws_lambda_layer_version.shared.version
  statement_id   = "organization"
  action         = "lambda:GetLayerVersion"
  principal      = "*"
  organization_id = "o-1a2b3c4d5e"
}`,
  check({ stack }) {
    return stack.resources("aws_lambda_layer_version").flatMap((layer) => {
      const isDeleted =
        isLeftOut(layer, "skip_destroy") ||
        (layer.body.boolean("skip_destroy") === false && !isCallersChoice(layer, "skip_destroy"));
      const user = isDeleted ? laterUser(layer, stack) : undefined;
      if (!user) return [];
      const edit = setArgument(layer.body, "skip_destroy", "true");
      return [
        {
          at: layer.body.place("skip_destroy"),
          resource: layer.address,
          message: `A change of ${layer} deletes the previous version, which ${user} may still use`,
          help: "Set skip_destroy = true, and remove unused old versions by other means. That itself replaces a version which exists already, and deletes it: it is safe for a new layer, or once nothing uses the version",
          suggestions: suggestionOf("Set skip_destroy = true", edit),
        },
      ];
    });
  },
});

/** Users of an old version: published versions of functions, and other accounts. */
function laterUser(layer: Resource, stack: Stack): string | undefined {
  const published = publishedUser(stack).get(layer);
  if (published) return `an earlier version of ${published}`;
  const [permission] = ["layer_name", "version_number"].flatMap((argument) =>
    stack.referring("aws_lambda_layer_version_permission", argument, layer),
  );
  return permission && `anyone whom ${permission} allows`;
}

/** The first function whose published versions use a layer. */
const publishedUser = oncePer((stack: Stack): ReadonlyMap<Resource, LambdaFunction> => {
  const found = new Map<Resource, LambdaFunction>();
  for (const fn of stack.functions) {
    const layers = fn.body.value("layers");
    if (fn.isPublished !== "yes" || layers.kind !== "list") continue;
    for (const layer of layers.elements.flatMap(referredResources)) if (!found.has(layer)) found.set(layer, fn);
  }
  return found;
});
