import { expect, test } from "vitest";
import { SourceFile } from "../../src/hcl/index.ts";
import { secretFormats } from "../../src/rules/shared/secrets/secret-formats.ts";
import { secretLiterals } from "../../src/rules/shared/secrets/secret-literal.ts";
import { isSecretName } from "../../src/rules/shared/secrets/secret-name.ts";
import { masked, secretIn } from "../../src/rules/shared/secrets/secret-text.ts";

const place = { file: new SourceFile("main.tf", ""), start: 0, end: 0 };

function found(name: string, value: string): boolean {
  return secretLiterals(name, { kind: "known", value, place }).length > 0;
}

const random = "R7tYq2Lm9Xc4Vb8Nz1Ks6Wd3Hf5Jg0PaUe4T";
const hexadecimal = "7c1f93e0b85d2a64".repeat(4);

// each is in two parts, so that scanners do not find a secret in this file
const secrets: Readonly<Record<string, readonly [string, string][]>> = {
  "a private key": [["-----BEGIN RSA PRIVATE ", `KEY-----\n${random}${random}`]],
  "a private key of PuTTY": [
    [
      "PuTTY-User-Key-File-",
      `3: ssh-rsa\nEncryption: none\nComment: a\nPublic-Lines: 1\nAAAA\nPrivate-Lines: 1\n${random}${random}`,
    ],
  ],
  "an AWS access key id": [
    ["AKIA", "R7TYQ2LM9XC4VB8N"],
    ["ASIA", "R7TYQ2LM9XC4VB8N"],
  ],
  "a GitHub token": [..."pousr"]
    .map((kind): [string, string] => [`gh${kind}_`, random])
    .concat([["github_pat_", random + random]]),
  "a GitLab token": ["pat", "dt", "rt", "ptt", "soat", "cbt", "agent"].map((kind) => [`gl${kind}-`, random]),
  "a Slack token": [["xoxb-", "2048310298-4096123849-Qw7Er5Ty3Ui1Op9As8Df6Gh4"]],
  "a Slack webhook address": [["https://hooks.slack.com/", `services/T02AB4CD6/B01ZY3XW5/${random.slice(0, 24)}`]],
  "a Discord webhook address": [["https://discord.com/api/", `webhooks/204831029840961238/${random}${random}`]],
  "a live Stripe key": [
    ["sk_", `live_${random}`],
    ["rk_", `live_${random}`],
  ],
  "a Stripe webhook secret": [["whsec_", random]],
  "a Google API key": [["AIza", random.slice(0, 35)]],
  "a SendGrid key": [["SG.", `${random.slice(0, 22)}.${(random + random).slice(0, 43)}`]],
  "an OpenAI key": [["sk-proj-", `${random}T3Blbk${"FJ"}${random}`]],
  "an Anthropic key": [["sk-ant-", `api03-${random}${random}${random}`]],
  "an npm token": [["npm_", random]],
  "a PyPI token": [["pypi-", `AgEIcHlwaS5vcmc${random}${random}`]],
  "a Docker Hub token": [["dckr_pat_", random]],
  "a Hugging Face token": [["hf_", "RqtYkmLxZcVbNpKsWdHfJgAaUeTiOoPlMm".slice(0, 34)]],
  "a Terraform Cloud token": [[random.slice(0, 14), `.atlasv1.${random}${random}`]],
  "a Vault token": [["hvs.", random]],
  "a DigitalOcean token": [["dop_v1_", hexadecimal]],
  "a Shopify token": [["shpat_", hexadecimal.slice(0, 32)]],
  "a New Relic licence key": [[hexadecimal.slice(0, 36), "NRAL"]],
  "a New Relic user key": [["NRAK-", "R7TYQ2LM9XC4VB8NZ1KS6WD3HF5"]],
  "a Telegram bot token": [["204831029:", `AA${random.slice(0, 33)}`]],
  "an Azure storage key": [["AccountKey=", `${"aB3dE6gH9jK2mN5p".repeat(5)}aB3dE6==`]],
  "an address with a password in it": [
    ["https://deploy:", "tr0ub4dor3@git.acme.example/orders.git"],
    ["redis://:", "tr0ub4dor3@cache.acme.internal:6379"],
  ],
  "a connection string with a password in it": [["Server=db;User Id=orders;", "Password=tr0ub4dor3"]],
};

test.each(Object.entries(secrets).flatMap(([what, texts]) => texts.map(([start, rest]) => ({ what, start, rest }))))(
  "$start… has the form of $what",
  ({ what, start, rest }) => {
    expect(secretIn(start + rest)?.what).toBe(what);
  },
);

test("every pattern is tested with a secret that it recognises", () => {
  expect(Object.keys(secrets)).toEqual(secretFormats.map(({ what }) => what));
});

test.each([
  "AKIAIOSFODNN7EXAMPLE",
  "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
  "postgres://postgres:postgres@localhost/orders",
  "https://user:<password>@git.acme.example",
  `https://user:${"${var.password}"}@git.acme.example`,
  "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHC",
  "arn:aws:iam::111122223333:role/AKIA",
])("%s is not a secret", (text) => {
  expect(secretIn(text)).toBeUndefined();
});

// forty characters of the alphabet of AWS's secret keys, which other linters treat as secrets whatever they are
test.each([
  "src/functions/createOrder/index.handler1",
  "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
  "com.acme.orders.handlers.CreateOrder1234",
  "eu-central-1_Abcdefghi/orders/production",
  "OrdersProductionCreateOrderFunctionRole1",
])("%s has forty characters and is not a secret", (text) => {
  expect(text).toHaveLength(40);
  expect(found("HANDLER", text)).toBe(false);
  expect(found("TARGET", text)).toBe(false);
});

test.each(["DB_PASSWORD", "dbPassword", "API_KEY", "github-token", "CLIENT_SECRET", "AWS_SECRET_ACCESS_KEY"])(
  "%s is the name of a secret",
  (name) => {
    expect(isSecretName(name)).toBe(true);
  },
);

test.each([
  "DB_PASSWORD_ARN",
  "SECRET_NAME",
  "TOKEN_URL",
  "KEY_ID",
  "MAX_TOKEN",
  "PUBLIC_KEY",
  "MONKEY",
  "USE_TOKEN",
  "COMPASS",
])("%s is not the name of a secret", (name) => {
  expect(isSecretName(name)).toBe(false);
});

test.each([
  ["DB_SECRET", "orders-db-2"],
  ["DB_SECRET", "orders-db2"],
  ["DB_PASSWORD", "prod-db-password"],
  ["API_TOKEN", "github-token"],
  ["API_KEY", "/orders/api-key"],
  ["PASSWORD", "vault:secret/data/orders"],
])("%s = %s refers to a secret that is kept elsewhere", (name, text) => {
  expect(found(name, text)).toBe(false);
});

test.each([
  ["DB_PASSWORD", "correct-horse-7-battery"],
  ["API_KEY", "your_api_key"],
  ["WEBHOOK_SECRET", "hf7-Kd92-mmQ1-xvv0"],
  ["PASSWORD", "password"],
])("%s = %s is a secret", (name, text) => {
  expect(found(name, text)).toBe(true);
});

test("no more than the first characters are shown", () => {
  expect(masked("correct-horse-7-battery")).toBe("corr…");
  expect(masked("hunter22")).toBe("h…");
  expect(masked("hunt")).toBe("…");
  expect(secretIn("postgres://orders:tr0ub4dor3@db.acme.internal/orders")?.shown).not.toContain("tr0ub");
});

test("searching long texts of any form takes time proportional to their length", () => {
  for (const piece of ["a://", "-----BEGIN ", "server=a;", "xoxb-1-", "AKIA", "a:b@", "https://a:"]) {
    expect(secretIn(piece.repeat(200_000))).toBeUndefined();
  }
});
