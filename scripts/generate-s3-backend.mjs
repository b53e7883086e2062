// Writes src/aws/data/s3-backend.json: the arguments of Terraform's S3 backend. No schema of a backend is published;
// but init notes every argument in .terraform, and says of which type each has to be. It runs here with a bucket that
// is empty.
// usage: node scripts/generate-s3-backend.mjs (needs terraform)
import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeData } from "./data-pack.mjs";
import { typeCode } from "./schema-packing.mjs";

const EMPTY_BUCKET = '<?xml version="1.0"?><ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>';

/** Arguments without which init would call AWS for the account. */
const OFFLINE = `
    bucket                      = "state"
    key                         = "state"
    region                      = "us-east-1"
    access_key                  = "none"
    secret_key                  = "none"
    use_path_style              = true
    skip_credentials_validation = true
    skip_requesting_account_id  = true
    skip_region_validation      = true
    skip_metadata_api_check     = true`;

const folder = mkdtempSync(join(tmpdir(), "s3-backend-"));

/** The output of terraform init, whether or not it fails. */
function init(body) {
  writeFileSync(join(folder, "main.tf"), `terraform {\n  backend "s3" {\n${body}\n  }\n}\n`);
  return new Promise((resolve) => {
    const command = ["init", "-no-color", "-reconfigure", "-input=false"];
    execFile("terraform", command, { cwd: folder }, (_, stdout, stderr) => resolve(stdout + stderr));
  });
}

async function names(endpoint) {
  const output = await init(`${OFFLINE}\n    endpoints = { s3 = "${endpoint}" }`);
  try {
    const state = JSON.parse(readFileSync(join(folder, ".terraform", "terraform.tfstate"), "utf8"));
    return { version: state.terraform_version, names: Object.keys(state.backend.config).sort() };
  } catch {
    throw new Error(`init failed: ${output}`);
  }
}

/** The types of all arguments: only objects accept an empty object. */
async function types(all) {
  const output = (await init(all.map((name) => `${name} = {}`).join("\n"))).replace(/\s+/g, " ");
  return Object.fromEntries(
    all.map((name) => {
      const found = new RegExp(`attribute "${name}": (?:(list|set|map) of )?(string|number|bool) required`).exec(
        output,
      );
      const [, collection, type] = found ?? [];
      return [name, found ? typeCode(collection ? [collection, type] : type) : typeCode("dynamic")];
    }),
  );
}

const server = createServer((request, response) => {
  response.statusCode = request.url.includes("list-type") ? 200 : 404;
  response.end(response.statusCode === 200 ? EMPTY_BUCKET : "");
}).listen(0, "127.0.0.1");
await once(server, "listening");
const found = await names(`http://127.0.0.1:${server.address().port}`);
server.close();
const data = {
  asOf: new Date().toISOString().slice(0, 10),
  terraform: found.version,
  arguments: await types(found.names),
};
writeData("s3-backend.json", `${JSON.stringify(data, undefined, 2)}\n`);
rmSync(folder, { recursive: true });
console.log(`s3-backend.json: ${found.names.length} arguments, Terraform ${found.version}`);
