import { temporaryDirectory } from "../helpers/temporary-directory.ts";
import type { SchemaType } from "./configurations.ts";
import type { Case } from "./mutations.ts";

const VERSIONS = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "6.66.0"
    }
  }
}
`;

/** A module with all cases, and the lines of each of them. */
export interface CaseModule {
  readonly directory: string;
  readonly cases: readonly Case[];
  /** The case on a line of main.tf, counted from 1. */
  at(line: number): Case | undefined;
}

export type Cases = (type: SchemaType, label: (type: SchemaType) => string) => readonly Case[];

/** Writes the cases of some types as one module, each resource with a number as its name. */
export function caseModule(types: readonly SchemaType[], make: Cases): CaseModule {
  const cases = numbered(types, make);
  const lines: string[] = [];
  const owners: Case[] = [];
  for (const [number, each] of cases.entries()) {
    const { type, body, beside = [] } = each;
    const own = [
      `${type.kind} "${type.name}" "${labelOf(number)}" {`,
      ...body.map((line) => `  ${line}`),
      "}",
      ...beside,
    ];
    for (const line of own) {
      lines.push(line);
      owners.push(each);
    }
  }
  const directory = temporaryDirectory({ "main.tf": `${lines.join("\n")}\n`, "versions.tf": VERSIONS });
  return { directory, cases, at: (line) => owners[line - 1] };
}

const labelOf = (number: number) => `case_${number}`;

/** References in a case contain its number, so the cases are built again with their numbers. */
function numbered(types: readonly SchemaType[], make: Cases): readonly Case[] {
  const cases: Case[] = [];
  for (const type of types) {
    const count = make(type, () => "").length;
    for (let index = 0; index < count; index++) {
      const made = make(type, () => labelOf(cases.length))[index];
      if (made) cases.push(made);
    }
  }
  return cases;
}
