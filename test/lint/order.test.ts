import { expect, test } from "vitest";
import { orderFindings } from "../../src/lint/order.ts";
import type { Finding } from "../../src/report/index.ts";

function finding(file: string, line: number, column: number, rule = "iam/a", message = "m"): Finding {
  const point = { line, column };
  return { rule, severity: "error", message, file, range: { start: point, end: point } };
}

test("orders by file, line, column, rule and message", () => {
  const ordered = [
    finding("B.tf", 9, 9),
    finding("a.tf", 2, 10),
    finding("a.tf", 10, 2),
    finding("a.tf", 10, 3),
    finding("a.tf", 10, 3, "iam/b", "first"),
    finding("a.tf", 10, 3, "iam/b", "second"),
  ];
  expect(orderFindings(ordered.toReversed())).toEqual(ordered);
});

test("the same finding through a second call of a module is reported once", () => {
  const first = { ...finding("a.tf", 1, 1), trace: ["module.a (main.tf:1)"] };
  const second = { ...finding("a.tf", 1, 1), trace: ["module.b (main.tf:5)"] };
  expect(orderFindings([first, second])).toEqual([first]);
});

test("findings about several instances with the same message are reported once", () => {
  const messages = ['q["a"] is open', 'q["b"] is open', "q[7] is open", 'q["a"] is shut'];
  const findings = messages.map((message) => finding("a.tf", 1, 1, "iam/a", message));
  expect(orderFindings(findings).map(({ message }) => message)).toEqual([
    'q["a"] is open (also for 2 other instances)',
    'q["a"] is shut',
  ]);
});

test("what a rule says of one call is left out if it says something more severe of another", () => {
  const mild = { ...finding("a.tf", 1, 1, "iam/a", "perhaps"), severity: "info" as const, resource: "aws_sns_topic.t" };
  const severe = { ...finding("a.tf", 1, 1, "iam/a", "certainly"), resource: "aws_sns_topic.t" };
  const [one, other] = [{ trace: ["module.a (main.tf:1)"] }, { trace: ["module.b (main.tf:5)"] }];
  expect(
    orderFindings([
      { ...mild, ...one },
      { ...severe, ...other },
    ]),
  ).toEqual([{ ...severe, ...other }]);
  // two faults of one call are both reported
  expect(
    orderFindings([
      { ...mild, ...one },
      { ...severe, ...one },
    ]),
  ).toHaveLength(2);
  expect(
    orderFindings([
      { ...mild, ...one, resource: "aws_sns_topic.u" },
      { ...severe, ...other },
    ]),
  ).toHaveLength(2);
});

test("what a rule says of one instance is left out if it says something more severe of another", () => {
  const mild = {
    ...finding("a.tf", 1, 1, "iam/a", "perhaps"),
    severity: "info" as const,
    resource: "aws_sns_topic.t[0]",
  };
  const severe = { ...finding("a.tf", 1, 1, "iam/a", "certainly"), resource: "aws_sns_topic.t[1]" };
  expect(orderFindings([mild, severe])).toEqual([severe]);
});

test("findings that say the same of several resources at one place are merged, with the worst severity", () => {
  const about = (name: string, severity: Finding["severity"] = "error") => {
    const resource = `aws_lambda_function.${name}`;
    return { ...finding("a.tf", 1, 1, "iam/a", `${resource} is open`), resource, severity };
  };
  expect(orderFindings([about("a", "warning"), about("b"), about('c["x"]')])).toEqual([
    {
      ...about("b"),
      message: "aws_lambda_function.b is open (also for aws_lambda_function.c and aws_lambda_function.a)",
    },
  ]);
  expect(orderFindings(["a", "b", "c", "d", "e"].map((name) => about(name))).map(({ message }) => message)).toEqual([
    "aws_lambda_function.a is open (also for aws_lambda_function.b, aws_lambda_function.c and 2 others)",
  ]);
});

test("findings about several resources at one place stay apart if they are resolved in different ways", () => {
  const about = (name: string, help: string, line: number) => {
    const start = { line, column: 1 };
    const edits = [{ file: "a.tf", range: { start, end: start }, newText: "x" }];
    const resource = `aws_lambda_function.${name}`;
    return { ...finding("a.tf", 1, 1, "iam/a", `${resource} is open`), resource, help, fix: { title: "t", edits } };
  };
  expect(
    orderFindings([about("a", "close aws_lambda_function.a", 1), about("b", "close aws_lambda_function.b", 1)]),
  ).toHaveLength(1);
  expect(orderFindings([about("a", "close", 1), about("b", "shut", 1)])).toHaveLength(2);
  expect(orderFindings([about("a", "close", 1), about("b", "close", 2)])).toHaveLength(2);
});
