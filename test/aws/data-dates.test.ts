import { expect, test } from "vitest";
import { dataDates } from "../../src/aws/data-dates.ts";

test("all data says how old it is", () => {
  const dates = dataDates();
  expect(dates.map(({ data }) => data)).toEqual([
    "Lambda runtimes",
    "IAM actions",
    "AWS managed policies",
    "Enumerations of AWS's APIs",
    "AWS provider 6.66.0",
    "S3 backend of Terraform 1.11.4",
  ]);
  for (const { asOf } of dates) expect(asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
});
