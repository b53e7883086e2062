// Writes src/aws/data/api-enumerations.json: the values that AWS accepts for arguments, case-sensitive.
// usage: node scripts/generate-api-enumerations.mjs
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { API_ENUMERATIONS } from "./api-enumerations.mjs";
import { writeData } from "./data-pack.mjs";
import { sourceFolder } from "./data-sources.mjs";

/** The date on which the newest of the clients was published. */
const PUBLISHED = "2026-11-06";

function valuesOf(name, declarations, client) {
  const body = new RegExp(`export declare const ${name}: \\{([^}]*)\\}`).exec(declarations)?.[1];
  if (!body) throw new Error(`the client ${client} has no enumeration ${name}`);
  return [...body.matchAll(/readonly [^:]+: "([^"]+)"/g)].map(([, value]) => value);
}

const enumerations = Object.entries(API_ENUMERATIONS).flatMap(([client, ofClient]) => {
  const declarations = readFileSync(
    join(sourceFolder(`@aws-sdk/client-${client}`), "dist-types/models/enums.d.ts"),
    "utf8",
  );
  return Object.entries(ofClient).map(([name, of]) => ({ of, values: valuesOf(name, declarations, client) }));
});
const lines = enumerations.map((each) => JSON.stringify(each)).join(",\n");
writeData("api-enumerations.json", `{"asOf":"${PUBLISHED}","enumerations":[\n${lines}\n]}\n`);
