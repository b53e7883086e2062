import { describe, expect, test } from "vitest";
import { acceptedPattern, logPatternProblem, unconditionalFields } from "../../src/aws/log-filter-pattern.ts";

describe("patterns that are accepted", () => {
  test.each([
    "",
    " ",
    "ERROR",
    "?ERROR ?WARN -Debug",
    "Task timed out",
    '"[ERROR]" "Runtime.ImportModuleError: "',
    '?"ERROR:" ?"WARN:"',
    '"a \\"quoted\\" word"',
    "%ERROR|WARN%",
    "%[a-z]+@example\\.com%",
    "100% done",
    "[ip, user, ..., status_code = 4* && bytes > 1000]",
    "[w1 = ERROR || w1 = %WARN%, w2]",
    '[timestamp, level = "[ERROR]", ...]',
    '{ $.level = "ERROR" }',
    "{$.eventName=PutObject||$.eventName=GetObject}",
    '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
    "{ (($.a = 1) && ($.b[0].c-d != -1.5e3)) || $.latency >= 500 }",
    '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS }',
    "{ $.ThisFlag IS TRUE && $.other IS NULL }",
    "{ $.sourceIPAddress != 123.123.* }",
    '{ $.message = "this and ($.that) == {}" }',
    "{ $.detail-type = %Scheduled Event% }",
    '\n{\n  $.level = "ERROR"\n}\n',
  ])("%s", (pattern) => {
    expect(logPatternProblem(pattern)).toBeUndefined();
  });
});

describe("patterns that are refused", () => {
  test.each([
    ["{ $.level = ERROR", "does not end with }"],
    ["[time, level = ERROR, message", "does not end with ]"],
    ["[ERROR] failed", "does not end with ]"],
    ["?Status: timeout", "Status: has other characters"],
    ["REPORT RequestId:", "RequestId:"],
    ["orders/failed", "orders/failed"],
    ["“ERROR”", "no quotation mark"],
    ['"ERROR', "not closed"],
    ['{ $.level = "ERROR }', "not closed"],
    ["%(ERROR|WARN)%", "parentheses"],
    ["{ $.message = %(a|b)% }", "parentheses"],
    ['{ $.level == "ERROR" }', "=="],
    ['{ $.level = "ERROR" and $.code = 5 }', "&&"],
    ["{ ($.a = 1) OR ($.b = 2) }", "||"],
    ['{ level = "ERROR" }', "level"],
    ['{ $."detail-type" = "x" }', "in quotation marks"],
    ["{ ($.a = 1 }", "parentheses"],
    ["{ $.a = 1 } || { $.b = 2 }", "several pairs of braces"],
  ])("%s", (pattern, part) => {
    expect(logPatternProblem(pattern)).toContain(part);
  });
});

test("a pattern of fields without a condition names them", () => {
  expect(unconditionalFields("[ERROR]")).toEqual(["ERROR"]);
  expect(unconditionalFields(" [time, id, ...] ")).toEqual(["time", "id", "..."]);
  for (const other of ["ERROR", "[level = ERROR]", "[level != DEBUG, ...]", '["ERROR"]', "[%a%]", "{ $.a = 1 }"])
    expect(unconditionalFields(other)).toBeUndefined();
});

test("a refused pattern is corrected if its meaning is clear", () => {
  expect(acceptedPattern("?Status: timeout -debug")).toBe('?"Status:" timeout -debug');
  expect(acceptedPattern("[ERROR] failed")).toBe('"[ERROR] failed"');
  for (const unclear of ["[time, level = ERROR", "{ $.a == 1 }", '"ERROR', "%(a)%"])
    expect(acceptedPattern(unclear)).toBeUndefined();
  for (const pattern of ["?Status: timeout", "REPORT RequestId:", "[ERROR] failed"])
    expect(logPatternProblem(acceptedPattern(pattern) ?? pattern)).toBeUndefined();
});
