import { expect, test } from "vitest";
import { type Choice, coveringRows, nameOf, type Space, type Way } from "./covering-array.ts";

const choices = ["a", "b", "c", "d"].flatMap((parameter) => ["1", "2", "3"].map((value) => ({ parameter, value })));

/** A space in which each choice requires itself, and some require `more`. */
function spaceWith(more: Readonly<Record<string, Choice>> = {}): Space {
  const ways = (choice: Choice): readonly Way[] => {
    const wanted = [choice, more[nameOf(choice)]].filter((each) => each !== undefined);
    return [new Map(wanted.map(({ parameter, value }) => [parameter, { value, by: choice.parameter }]))];
  };
  return { choices, ways, entailed: () => new Map() };
}

const asIs = async (row: Way) => row;
const holds = (row: Way, { parameter, value }: Choice) => row.get(parameter)?.value === value;
const rowsOf = (space: Space) => coveringRows(space, [], asIs, holds);

function uncovered(rows: readonly Way[]): readonly string[] {
  const pairs = choices.flatMap((one) =>
    choices.filter(({ parameter }) => parameter > one.parameter).map((other) => [one, other] as const),
  );
  return pairs
    .filter((pair) => !rows.some((row) => pair.every((choice) => holds(row, choice))))
    .map((pair) => pair.map(nameOf).join(" "));
}

test("few rows cover every pair", async () => {
  const { rows, exclusions } = await rowsOf(spaceWith());
  expect([uncovered(rows), exclusions]).toEqual([[], []]);
  // Nine is the minimum; all combinations would be 81 rows.
  expect(rows.length).toBeLessThan(16);
});

test("an impossible pair is left out, with the reason", async () => {
  const { rows, exclusions } = await rowsOf(spaceWith({ "a=1": { parameter: "b", value: "2" } }));
  expect(uncovered(rows)).toEqual(["a=1 b=1", "a=1 b=3"]);
  expect(exclusions.map(({ because }) => [...because])).toEqual([
    ["a wants b=2, b wants b=1"],
    ["a wants b=2, b wants b=3"],
  ]);
});

test("existing rows count", async () => {
  const { rows } = await rowsOf(spaceWith());
  expect(await coveringRows(spaceWith(), rows, asIs, holds)).toMatchObject({ rows });
});

test("a possible pair that does not occur is a failure", async () => {
  const without = async (row: Way) => new Map([...row].filter(([parameter]) => parameter !== "c"));
  await expect(coveringRows(spaceWith(), [], without, holds)).rejects.toThrow("a=1 and c=1 do not come together");
});
