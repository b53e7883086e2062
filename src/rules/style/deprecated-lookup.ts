import { placeOf } from "../../terraform/index.ts";
import { defineRule } from "../rule.ts";
import { expressionsOfKind, nativeFiles } from "../shared/declarations/native-files.ts";

export default defineRule({
  summary: "The function lookup is called without a default",
  severity: "warning",
  profile: "recommended",
  since: "0.1",
  peers: { tflint: ["terraform_deprecated_lookup"] },
  source: "Terraform language, lookup function (2026-11)",
  why: `With two arguments lookup is just another way to write an index, deprecated since Terraform 0.7. It fails in the same way
when the key is missing.`,
  bad: `output "size" {
  value = lookup(var.sizes, "small")
}`,
  good: `output "size" {
  value = var.sizes["small"]
}`,
  check({ stack }) {
    return nativeFiles(stack).flatMap((file) =>
      expressionsOfKind(file, "call").flatMap((call) => {
        const [map, key, ...more] = call.args;
        if (call.name !== "lookup" || !map || !key || more.length > 0 || call.expandLast) return [];
        const text = `${file.source.slice(map)}[${file.source.slice(key)}]`;
        const isSimple = /^[\w.[\]"-]+$/.test(file.source.slice(map));
        const at = placeOf(call, file.source);
        return [
          {
            at,
            message: "lookup without a default is the same as an index",
            help: isSimple ? `Write ${text}, or give lookup a default` : "Write an index, or give lookup a default",
            fix: isSimple ? { title: "Write it as an index", edits: [{ place: at, newText: text }] } : undefined,
          },
        ];
      }),
    );
  },
});
