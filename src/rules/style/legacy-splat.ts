import type { Splat } from "../../hcl/index.ts";
import { placeOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { expressionsOfKind, nativeFiles } from "../shared/declarations/native-files.ts";

export default defineRule({
  summary: "An attribute of all elements is selected with .* instead of [*]",
  severity: "info",
  profile: "strict",
  since: "0.1",
  peers: { tflint: ["terraform_deprecated_index"] },
  source: "Terraform language, Splat Expressions: legacy (attribute-only) splat expressions (2026-11)",
  why: `list.*.id is the form of Terraform 0.11, kept for old configurations. An index after it selects from the result, while
after [*] it selects from each element, so the two look alike and mean different things.`,
  bad: `output "ids" {
  value = aws_subnet.private.*.id
}`,
  good: `output "ids" {
  value = aws_subnet.private[*].id
}`,
  check({ stack }) {
    return nativeFiles(stack).flatMap((file) => {
      const { source } = file;
      return expressionsOfKind(file, "splat")
        .filter(({ legacy }) => legacy)
        .map((splat) => {
          const star = { start: splat.object.end, end: rootOf(splat).end };
          // a following index would apply to each element
          const isLast = !/^\s*\[/.test(source.text.slice(splat.end));
          return {
            at: placeOf({ start: star.start, end: splat.end }, source),
            message: "This splat is written with .*, as in Terraform 0.11",
            help: isLast ? "Write [*]" : "Write [*], with parentheses around everything before the index",
            fix:
              isLast && source.slice(star) === ".*"
                ? { title: "Write the splat in brackets", edits: [{ place: placeOf(star, source), newText: "[*]" }] }
                : undefined,
          };
        });
    });
  },
});

/** The element to which the attributes after the star apply. */
function rootOf({ each }: Splat) {
  let at = each;
  while (at.kind === "attribute-access" || at.kind === "index") at = at.object;
  return at;
}
