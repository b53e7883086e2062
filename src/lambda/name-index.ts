import { terraformArnForm } from "../aws/terraform-arns.ts";
import { grouped } from "../grouped.ts";
import { type Resource, stringOf, type Value } from "../terraform/index.ts";

/** No name in AWS is longer. */
const LONGEST = 2048;

/** Resources under the name that one of their arguments gives them, for texts that are the name or end in it. */
export class NameIndex {
  private readonly byName: ReadonlyMap<string, readonly Resource[]>;
  private readonly longest: number;

  constructor(resources: readonly Resource[], nameArgument: string) {
    this.byName = grouped(resources, ({ body }) => {
      const name = body.string(nameArgument);
      return name !== undefined && name !== "" && name.length <= LONGEST ? [name] : [];
    });
    let longest = 0;
    for (const name of this.byName.keys()) longest = Math.max(longest, name.length);
    this.longest = longest;
  }

  /** The one resource that a known text names; undefined where none or several do. */
  named(value: Value): Resource | undefined {
    const text = stringOf(value);
    if (text === undefined || text === "" || this.longest === 0) return undefined;
    const matches = [...namesIn(text, this.longest)]
      .flatMap((name) => this.byName.get(name) ?? [])
      .filter((resource) => !isArnOfOther(text, resource));
    return matches.length === 1 ? matches[0] : undefined;
  }
}

/** The names that a text may stand for: itself, what an ARN or URL ends in, or a function's with something behind it. */
function namesIn(text: string, longest: number): ReadonlySet<string> {
  const names = new Set(text.length <= longest ? [text] : []);
  const tail = Math.max(0, text.length - longest - 1);
  for (const { index } of text.slice(tail).matchAll(/[:/]/g)) names.add(text.slice(tail + index + 1));
  for (const { index } of text.matchAll(/(?<=:function:)/g)) {
    const rest = text.slice(index, index + longest + 1);
    for (const { index: end } of rest.matchAll(/[:/]/g)) names.add(rest.slice(0, end));
  }
  return names;
}

/** Whether a text is the ARN of another service's resource, which may well have the same name. */
function isArnOfOther(text: string, { type }: Resource): boolean {
  const service = terraformArnForm(type, "arn")?.split(":")[2];
  return text.startsWith("arn:") && service !== undefined && !text.includes(`:${service}:`);
}
