import { plain, type RenderContext } from "../../src/report/index.ts";

/** What a format is given beside a report, with no sources, no colour and one rule. */
export const context: RenderContext = {
  sourceLine: () => undefined,
  palette: plain,
  rules: [
    {
      id: "iam/wildcard-action",
      category: "iam",
      severity: "error",
      summary: "A role may do everything",
      why: "Whoever runs code in the function runs it with all of that.",
    },
  ],
  suppressed: [],
  ruleLink: () => undefined,
};
