import { expect, test } from "vitest";
import { lintDirectory } from "../helpers/lint-directory.ts";
import { repository } from "../helpers/run-cli.ts";

test.each([
  // requests that CloudFront does not sign would be refused
  "trigger/url-public/behind-cloudfront",
  // a topic's own policy replaces the default one that lets alarms publish
  "trigger/delivery-denied/topic-of-alarms",
  // replicas at the edge could not write their logs
  "iam/wildcard-arn/at-edge",
])("no edit is offered that would break a working configuration: %s", async (path) => {
  const [category, name] = path.split("/");
  const findings = await lintDirectory(`${repository}fixtures/rules/${path}`, { only: [`${category}/${name}`] });
  expect(findings.map(({ fix, suggestions }) => fix ?? suggestions)).toEqual([undefined]);
});
