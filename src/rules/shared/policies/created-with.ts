import type { LambdaFunction, Need } from "../../../lambda/index.ts";
import { oncePer } from "../../../once-per.ts";
import { PlaceIndex, type Resource } from "../../../terraform/index.ts";

/** The resource whose creation Lambda refuses without a permission; undefined if it is needed only later. */
export function createdWith({ at, lack }: Need, fn: LambdaFunction): Resource | undefined {
  const isDeadLetter = fn.body
    .blocks("dead_letter_config")
    .some((block) => block.place("target_arn").start === at.start);
  if (lack !== "creation-fails" && !isDeadLetter) return undefined;
  return needing(fn).findAround(at);
}

/** Functions and what calls them, by their place. */
const needing = oncePer(
  (fn: LambdaFunction) =>
    new PlaceIndex([fn.resource, ...fn.triggers.map(({ connection }) => connection)], ({ body }) => body.whole),
);
