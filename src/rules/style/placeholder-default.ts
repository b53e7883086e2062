import { distinctDirectories, elementsOrSelf, stringOf, type Value } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { isPlaceholder } from "../shared/secrets/placeholder.ts";
import { isSecretName } from "../shared/secrets/secret-name.ts";
import { isStandIn } from "../shared/secrets/secret-text.ts";

/** S3 names are global: nobody has such a bucket and means it. */
const BUCKET = /^(?:my|example|some|test)-(?:[a-z]+-)*bucket(?:-name)?$/;

export default defineRule({
  summary: "A variable's default is a placeholder",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  why: `Whoever forgets the variable gets a plan that looks right, and an apply that fails halfway, or worse, one that succeeds
with someone else's resource or a password that everyone knows. Without a default Terraform asks.`,
  bad: `variable "subnet_ids" {
  type    = list(string)
  default = ["subnet-xxxxxxxxxxxxxxxxx"]
}`,
  good: `variable "subnet_ids" {
  description = "Private subnets of the function"
  type        = list(string)
}`,
  check({ stack }) {
    return distinctDirectories(stack.modules).flatMap((module) =>
      [...module.declared.variables].flatMap(([name, declared]) => {
        const block = module.blockValue(declared);
        const text = elementsOrSelf(block.value("default")).elements.map((value) => placeholder(name, value));
        const found = text.find((one) => one !== undefined);
        if (found === undefined) return [];
        return [
          {
            at: block.place("default"),
            message: `The default of the variable ${name} is the placeholder "${found}"`,
            help: "Remove the default, so that Terraform asks for the value",
            suggestions: suggestionOf("Remove the default", removeArgument(block, "default")),
          },
        ];
      }),
    );
  },
});

/** The placeholder that a value is, or that an object contains. */
function placeholder(name: string, value: Value): string | undefined {
  if (value.kind === "object") {
    for (const [key, entry] of value.entries) {
      const found = placeholder(key, entry);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const text = value.kind === "known" && typeof value.value === "string" ? stringOf(value) : undefined;
  if (text === undefined || text === "") return undefined;
  const isOne =
    isPlaceholder(text) || (/bucket/i.test(name) && BUCKET.test(text)) || (isSecretName(name) && isStandIn(text));
  return isOne ? text : undefined;
}
