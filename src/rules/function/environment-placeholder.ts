import { isVariableDefault } from "../../lambda/index.ts";
import { ignoredChanges, isTrial } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { isPlaceholder } from "../shared/secrets/placeholder.ts";
import { isSecretName } from "../shared/secrets/secret-name.ts";

/** Domains that nobody owns (RFC 2606), as the host of an address. */
const EXAMPLE_DOMAIN = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[\w.-]+@)?(?:[\w-]+\.)*example\.(?:com|net|org)(?:[:/?#].*)?$/i;

const example = (host: string) => `resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = aws_iam_role.orders.arn
  runtime       = "nodejs24.x"
  handler       = "index.handler"
  filename      = "orders.zip"

  environment {
    variables = {
      DB_HOST = ${host}
    }
  }
}`;

export default defineRule({
  summary: "An environment variable still holds a placeholder",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  source: "RFC 2606, Reserved Top Level DNS Names: example.com (1999-06)",
  why: `The apply succeeds, and the function runs with a value that was meant to be replaced: it talks to a host that does not
exist, or fails at its first call.`,
  bad: example('"your_db_host"'),
  good: example("aws_rds_cluster.orders.endpoint"),
  check({ stack }) {
    if (isTrial(stack.root)) return [];
    return stack.functions.flatMap((fn) => {
      const ignored = ignoredChanges(fn.resource);
      if (ignored === "all" || ignored.has("environment")) return [];
      return fn.environmentVariables.flatMap(({ name, value }) => {
        // secrets/plaintext-environment and style/placeholder-default report the others
        if (isSecretName(name) || isVariableDefault(value, fn.resource.module)) return [];
        const text = value.kind === "known" && typeof value.value === "string" ? value.value : "";
        if (!isPlaceholder(text) && !EXAMPLE_DOMAIN.test(text)) return [];
        return [
          {
            at: value.place,
            resource: fn.resource.address,
            message: `${name} in the environment of ${fn} is the placeholder "${text}"`,
            help: "Set it to the real value: a reference to the resource it names, or a variable without a default",
          },
        ];
      });
    });
  },
});
