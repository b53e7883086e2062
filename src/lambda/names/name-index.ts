import { terraformArnForm } from "../../aws/terraform-arns.ts";
import { grouped } from "../../grouped.ts";
import { type Resource, stringOf, type Value } from "../../terraform/index.ts";
import { regionOf } from "./location.ts";

/** No name in AWS is longer. */
const LONGEST = 2048;

/** Resources by the value of a naming argument, for texts that are the name or end with it. */
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

  /** The only resource that a known text names; undefined if there is none or several. */
  named(value: Value): Resource | undefined {
    const [only, ...others] = this.matches(value);
    return others.length === 0 ? only : undefined;
  }

  /** Whether a known text is the name of several resources, for example in two regions. */
  isShared(value: Value): boolean {
    return this.matches(value).length > 1;
  }

  private matches(value: Value): readonly Resource[] {
    const text = stringOf(value);
    if (text === undefined || text === "" || this.longest === 0) return [];
    return [...namesIn(text, this.longest)]
      .flatMap((name) => this.byName.get(name) ?? [])
      .filter((resource) => !isArnOfOther(text, resource));
  }
}

/** The names that a text may contain: itself, the end of an ARN or URL, or a function's name before a qualifier. */
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

/** Whether a text is an ARN in another service or region, where something else may have the same name. */
function isArnOfOther(text: string, resource: Resource): boolean {
  if (!text.startsWith("arn:")) return false;
  const service = terraformArnForm(resource.type, "arn")?.split(":")[2];
  if (service !== undefined && !text.includes(`:${service}:`)) return true;
  const [, , , region] = text.split(":");
  const own = region === undefined || !/^[a-z]+(?:-[a-z]+)+-\d$/.test(region) ? undefined : regionOf(resource);
  return own !== undefined && own !== region;
}
