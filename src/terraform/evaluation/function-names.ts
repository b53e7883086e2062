import type { Expression } from "../../hcl/index.ts";
import { oncePer } from "../../once-per.ts";
import type { DeclaredModule } from "../files/declarations.ts";

const HASHICORP = /^(?:registry\.(?:terraform\.io|opentofu\.org)\/)?hashicorp\/([\w-]+)$/;
const BUILT_IN = "terraform.io/builtin/terraform";

/**
 * The name of a function in our tables, whatever a module calls its provider: `provider::aws::arn_parse` for a function
 * of hashicorp/aws, `upper` for `core::upper`. A function of another owner's provider has the provider's source in its
 * name, under which none is known.
 */
export function ownFunctionName(declared: DeclaredModule, written: string): string {
  if (!written.includes("::")) return written;
  const [namespace, provider = "", ...rest] = written.split("::");
  if (namespace === "core") return written.slice("core::".length);
  if (namespace !== "provider") return written;
  const source = sourcesOf(declared).get(provider) ?? provider;
  const owned = source === BUILT_IN ? "terraform" : (HASHICORP.exec(source)?.[1] ?? source);
  return ["provider", owned, ...rest].join("::");
}

/** The sources in required_providers by local name. Terraform allows no expressions there, so the text is enough. */
const sourcesOf = oncePer(
  ({ others }: DeclaredModule): ReadonlyMap<string, string> =>
    new Map(
      others
        .flatMap(({ type, blocks }) => (type === "terraform" ? blocks : []))
        .filter(({ node }) => node.type === "required_providers")
        .flatMap(({ node }) => node.body.items)
        .flatMap((item) => {
          const source = item.kind === "attribute" ? sourceIn(item.expression) : undefined;
          return item.kind === "attribute" && source !== undefined ? [[item.name, source] as const] : [];
        }),
    ),
);

function sourceIn(expression: Expression): string | undefined {
  const item = expression.kind === "object" ? expression.items.find(({ name }) => name === "source") : undefined;
  const [part, ...more] = item?.value.kind === "template" ? item.value.parts : [];
  return part?.kind === "text" && more.length === 0 ? part.value : undefined;
}
