import type { Stack } from "../../lambda/index.ts";
import {
  isTrial,
  parseVersionConstraint,
  requiredProviders,
  rootKind,
  stringOf,
  surroundingsOf,
} from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { replacing } from "../shared/edits/fixes.ts";
import { fittingConstraint } from "../shared/schema/fitting-version.ts";

export default defineRule({
  summary: "A root module allows any later version of a provider, and no lock file pins one",
  severity: "info",
  profile: "strict",
  since: "0.1",
  source: "Terraform language, Provider Requirements: best practices for provider versions (2026-11)",
  why: `A constraint such as >= 5.0 allows the next major version on the day it is released. In a reusable module that is right
because its callers decide; in a root module nobody else does.`,
  ignoreWhen: "The lock file is kept somewhere else.",
  bad: `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}`,
  good: `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}`,
  check({ stack }) {
    const { root } = stack;
    if (rootKind(root) !== "root" || isTrial(root) || surroundingsOf(root.directory).hasLockFile) return [];
    return requiredProviders(root).flatMap(({ name, version }) => {
      const text = version && stringOf(version);
      const constraint = text === undefined ? undefined : parseVersionConstraint(text);
      if (!version || !constraint?.isUnbounded) return [];
      const bounded = constraint.lowest && within(stack, name, constraint.lowest);
      return [
        {
          at: version.place,
          suggestions:
            bounded === undefined || version.place.file.slice(version.place) !== JSON.stringify(text)
              ? undefined
              : [replacing(version.place, JSON.stringify(bounded))],
          message: `The provider ${name} may be any version ${text}, including the next major version`,
          help:
            bounded === undefined
              ? "Give the constraint an upper bound"
              : `Write "${bounded}", or commit .terraform.lock.hcl`,
        },
      ];
    });
  },
});

/** The versions from the lowest one on, within the major version that has all that is used: an older one may not. */
function within(stack: Stack, provider: string, [major, minor = 0]: readonly number[]): string | undefined {
  const [fitting] = /\d+/.exec(fittingConstraint(stack, provider) ?? "") ?? [];
  if (major === undefined) return undefined;
  return Number(fitting) > major ? `~> ${fitting}.0` : `~> ${major}.${minor}`;
}
