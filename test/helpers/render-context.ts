import { plain, type RenderContext } from "../../src/report/index.ts";

/** The context for rendering a report, without sources and colour, and with one rule. */
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
