import {
  elementsOrSelf,
  numberOf,
  type ObjectValue,
  type Place,
  partPlace,
  stringOf,
  type Value,
} from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { jsonArgument, problemFindings } from "../shared/triggers/json-argument.ts";

const POLICY = "policy";
const STATUSES = ["tagged", "untagged", "any"];
const COUNTS = ["imageCountMoreThan", "sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned"];
const TAG_LISTS = ["tagPrefixList", "tagPatternList"];

const example = (selection: string) => `resource "aws_ecr_lifecycle_policy" "orders" {
  repository = "orders"
  policy = jsonencode({
    rules = [{
      rulePriority = 1
      selection    = { ${selection} }
      action       = { type = "expire" }
    }]
  })
}`;

export default defineRule({
  summary: "ECR does not accept the lifecycle policy of a repository",
  severity: "error",
  profile: "recommended",
  since: "0.1",
  source: "Amazon ECR user guide, Lifecycle policy properties (2026-11)",
  why: `ECR refuses a rule that lacks a count, that does not say which tags of tagged images it is for, or that has the same
priority as another rule. The apply stops halfway, and images are kept forever.`,
  bad: example('tagStatus = "any", countType = "sinceImagePushed", countNumber = 14'),
  good: example('tagStatus = "any", countType = "sinceImagePushed", countUnit = "days", countNumber = 14'),
  check({ stack }) {
    return stack.resources("aws_ecr_lifecycle_policy").flatMap(({ address, body }) => {
      const { content, fault } = jsonArgument(body, POLICY);
      const at = body.place(POLICY);
      const help = "Write each rule with rulePriority, selection and action, as described in the ECR user guide";
      if (fault)
        return [
          { at: fault.at, resource: address, message: `The policy of ${address} is not JSON${fault.reason}`, help },
        ];
      if (content?.kind !== "object" || content.open) return [];
      const rules = content.entries.get("rules");
      if (!rules) return [{ at, resource: address, message: `The policy of ${address} has no rules`, help }];
      const problems = rulesProblems(rules).map(({ place, message }) => ({ place: partPlace(at, place), message }));
      return problemFindings(problems, address, help);
    });
  },
});

interface Problem {
  readonly place: Place;
  readonly message: string;
}

function rulesProblems(rules: Value): Problem[] {
  const objects = elementsOrSelf(rules).elements.filter((rule) => rule.kind === "object");
  const priorities = objects.map((rule) => numberOf(rule.entries.get("rulePriority") ?? rule));
  const doubled = objects.filter((_, i) => priorities[i] !== undefined && priorities.indexOf(priorities[i]) < i);
  return [
    ...objects.flatMap(ruleProblems),
    ...doubled.map((rule) => ({ place: rule.place, message: "Two rules have the same rulePriority" })),
  ];
}

function ruleProblems(rule: ObjectValue): Problem[] {
  const missing = ["rulePriority", "selection", "action"].filter((key) => !rule.open && !rule.entries.has(key));
  const [first] = missing;
  if (first !== undefined) return [{ place: rule.place, message: `A rule of the policy has no ${first}` }];
  const selection = rule.entries.get("selection");
  return selection?.kind === "object" && !selection.open ? selectionProblems(selection) : [];
}

function selectionProblems({ entries, place }: ObjectValue): Problem[] {
  const problem = (message: string, key?: string): Problem[] => [
    { place: entries.get(key ?? "")?.place ?? place, message },
  ];
  const missing = ["tagStatus", "countType", "countNumber"].find((key) => !entries.has(key));
  if (missing !== undefined) return problem(`A selection of the policy has no ${missing}`);
  const text = (key: string) => {
    const value = entries.get(key);
    return value && stringOf(value);
  };
  const [status, count] = [text("tagStatus"), text("countType")];
  const hasTags = TAG_LISTS.some((key) => entries.has(key));
  if (status !== undefined && !STATUSES.includes(status))
    return problem(`tagStatus is "${status}", which is none of ${STATUSES.join(", ")}`, "tagStatus");
  if (count !== undefined && !COUNTS.includes(count))
    return problem(`countType is "${count}", which is none of ${COUNTS.join(", ")}`, "countType");
  if (status === "tagged" && !hasTags)
    return problem("A rule for tagged images does not say which tags, in tagPrefixList or tagPatternList", "tagStatus");
  if (status === "untagged" && hasTags) return problem("A rule for untagged images names tags", "tagStatus");
  if (count === undefined) return [];
  const isCount = count === "imageCountMoreThan";
  if (isCount && entries.has("countUnit"))
    return problem(`${count} counts images, and takes no countUnit`, "countUnit");
  return isCount || entries.has("countUnit") ? [] : problem(`${count} counts days, and has no countUnit`, "countType");
}
