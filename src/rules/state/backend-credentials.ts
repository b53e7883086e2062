import { isLocalEndpoint } from "../../aws/local-endpoint.ts";
import { type BlockValue, backendOf, stringOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { removeArgument } from "../shared/edits/arguments.ts";
import { suggestionOf } from "../shared/edits/fixes.ts";
import { isStandIn, masked } from "../shared/secrets/secret-text.ts";

/** Arguments for secrets, by backend (Terraform language, Backend types, 2026-11). */
const SECRET_ARGUMENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ["s3", ["access_key", "secret_key", "token", "sse_customer_key"]],
  ["azurerm", ["access_key", "sas_token", "client_secret", "client_certificate_password", "oidc_token"]],
  ["gcs", ["credentials", "access_token", "encryption_key"]],
  ["http", ["password", "client_private_key_pem"]],
  ["consul", ["access_token"]],
  ["pg", ["conn_str"]],
  ["remote", ["token"]],
  ["cloud", ["token"]],
  ["kubernetes", ["password", "token", "client_key"]],
  ["oss", ["access_key", "secret_key", "security_token"]],
  ["cos", ["secret_id", "secret_key", "security_token"]],
]);

export default defineRule({
  summary: "A backend holds credentials in plain text",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Terraform language, Backend block configuration: credentials and sensitive data (2026-11)",
  why: `Whoever can read the repository can read and rewrite the state with these credentials, and the state holds every other
secret. Terraform also copies them into .terraform/ and into every saved plan.`,
  bad: `terraform {
  backend "s3" {
    bucket     = "acme-terraform-state"
    key        = "orders/terraform.tfstate"
    region     = "eu-central-1"
    access_key = "AKIAQ3EGRSVZ4XKWDM5T"
    secret_key = "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"
  }
}`,
  good: `terraform {
  backend "s3" {
    bucket  = "acme-terraform-state"
    key     = "orders/terraform.tfstate"
    region  = "eu-central-1"
    profile = "deploy"
  }
}`,
  check({ stack: { root } }) {
    const backend = backendOf(root);
    if (!backend) return [];
    const { block, kind } = backend;
    if (isLocal(block)) return [];
    return (SECRET_ARGUMENTS.get(kind) ?? []).flatMap((name) => {
      const text = block.string(name);
      if (text === undefined || text === "" || isStandIn(text)) return [];
      // a connection string, or credentials as a path, is a secret only if it contains a password
      if (name === "conn_str" && !/:\/\/[^/@:\s]*:[^@/\s]+@|password=[^\s]/i.test(text)) return [];
      if (name === "credentials" && !text.includes("private_key")) return [];
      return [
        {
          at: block.place(name),
          message: `The ${kind} backend has its ${name} written in plain text: ${masked(text)}`,
          help: "Remove it, give Terraform its credentials by environment or role, and rotate this one, as it has been exposed",
          suggestions: suggestionOf(`Remove ${name}`, removeArgument(block, name)),
        },
      ];
    });
  },
});

/** Whether the state is kept in a local stand-in for AWS. */
function isLocal(block: BlockValue): boolean {
  const endpoints = block.value("endpoints");
  const s3 = endpoints.kind === "object" ? endpoints.entries.get("s3") : undefined;
  const url = block.string("endpoint") ?? (s3 && stringOf(s3));
  return url !== undefined && isLocalEndpoint(url);
}
