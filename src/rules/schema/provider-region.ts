import { awsProviders, isVariableDefault } from "../../lambda/index.ts";
import { defineRule } from "../rule.ts";
import { suggestValues } from "../shared/edits/arguments.ts";

/** Every region of every partition has this form, as the provider's own check asks for. */
const REGION = /^[a-z]+(?:-[a-z0-9]+)+-\d+$/;
/** What turns the provider's check off, or leads it to something that is not AWS. */
const UNCHECKED = "skip_region_validation";
const ENDPOINTS = "endpoints";

const example = (region: string) => `provider "aws" {
  region = "${region}"
}`;

export default defineRule({
  summary: "The region of a provider is not an AWS region",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "AWS provider 6.66.0, argument reference: region, skip_region_validation; aws-sdk-go-base, ValidateRegion",
  why: `At plan, the provider refuses an availability zone such as eu-west-1a, a region without its hyphens, and uppercase letters,
with "invalid AWS Region".`,
  bad: example("eu-west-1a"),
  good: example("eu-west-1"),
  check({ stack }) {
    return stack.modules.flatMap((module) =>
      awsProviders(module).flatMap((provider) => {
        const region = provider.string("region");
        if (region === undefined || region === "" || REGION.test(region)) return [];
        const isFree = provider.isSet(UNCHECKED) !== "no" || provider.hasBlock(ENDPOINTS) !== "no";
        if (isFree || isVariableDefault(provider.value("region"), module)) return [];
        const zone = /^(.*-\d+)[a-z]$/.exec(region)?.[1];
        return [
          {
            at: provider.place("region"),
            message: `"${region}" is not an AWS region`,
            suggestions: zone === undefined ? undefined : suggestValues(provider, "region", [`"${zone}"`]),
            help:
              zone === undefined
                ? 'Write it like "eu-west-1"'
                : `Write "${zone}": with a letter at the end it is an availability zone`,
          },
        ];
      }),
    );
  },
});
