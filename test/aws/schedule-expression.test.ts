import { describe, expect, test } from "vitest";
import { scheduleProblem } from "../../src/aws/schedule-expression.ts";

describe("expressions that both services accept", () => {
  test.each([
    "rate(1 minute)",
    "rate(5 minutes)",
    "rate(365 days)",
    "cron(0 10 * * ? *)",
    "cron(15 12 * * ? *)",
    "cron(0 18 ? * MON-FRI *)",
    "cron(0 8 1 * ? *)",
    "cron(0/10 * ? * MON-FRI *)",
    "cron(0/5 8-17 ? * MON-FRI *)",
    "cron(0 9 ? * 2#1 *)",
    "cron(0 9 ? * FRIL 2026-2030)",
    "cron(0 0 LW * ? *)",
    "cron(0 0 L-3 * ? *)",
    "cron(0 0 15W JAN,jul ? *)",
    "cron(0,30 0 ? * ? *)",
    "cron(0 0 29 FEB ? *)",
    "cron(0 0 30 2,4 ? *)",
  ])("%s", (text) => {
    expect(scheduleProblem(text, "rule")).toBeUndefined();
    expect(scheduleProblem(text, "scheduler")).toBeUndefined();
  });
});

describe("expressions that neither service accepts", () => {
  test.each([
    ["0 3 * * *", "neither"],
    ["Rate(5 minutes)", "neither"],
    ["rate(5 weeks)", "minutes, hours or days"],
    ["rate(1.5 hours)", "whole number"],
    ["rate(0 minutes)", "at least 1"],
    ["cron(0 3 * * *)", "six fields"],
    ["cron(0 3 * * * *)", "must be ?"],
    ["cron(0 3 1 * MON *)", "must be ?"],
    ["cron(60 3 * * ? *)", '"60" is no minutes'],
    ["cron(0 3 * * 8 *)", '"8" is no day-of-week'],
    ["cron(0 3 ? * 0 *)", '"0" is no day-of-week'],
    ["cron(0 3 * 13 ? *)", '"13" is no month'],
    ["cron(0/0 3 * * ? *)", '"0/0" is no minutes'],
    ["cron(0 3 1-2-3 * ? *)", "no day-of-month"],
    ["cron(0 3 * * ? 1969)", "no year"],
    ["cron(? 3 * * ? *)", '"?" is no minutes'],
    ["cron(0 0 30 feb ? *)", 'no month of "feb" has a day 30'],
    ["cron(0 0 31 4,JUN ? *)", 'no month of "4,JUN" has a day 31'],
  ])("%s", (text, problem) => {
    expect(scheduleProblem(text, "rule")).toContain(problem);
    expect(scheduleProblem(text, "scheduler")).toContain(problem);
  });
});

test("the unit has to agree with the number in a rule, but not in Scheduler", () => {
  expect(scheduleProblem("rate(1 hours)", "rule")).toBe("after 1 the unit is hour");
  expect(scheduleProblem("rate(2 hour)", "rule")).toBe("after 2 the unit is hours");
  expect(scheduleProblem("rate(1 hours)", "scheduler")).toBeUndefined();
});

test("only Scheduler accepts a single time, which has no zone", () => {
  expect(scheduleProblem("at(2027-01-01T00:00:00)", "scheduler")).toBeUndefined();
  expect(scheduleProblem("at(2027-01-01T00:00:00)", "rule")).toContain("Scheduler only");
  expect(scheduleProblem("at(2027-01-01T00:00:00Z)", "scheduler")).toContain("without a zone");
  expect(scheduleProblem("at(2027-13-01T00:00:00)", "scheduler")).toContain("yyyy-mm-dd");
});
