// Which room may know which: docs/architecture.md draws it. A room may import those listed, and files directly in src.
const mayImport = {
  hcl: [],
  aws: [],
  code: ["aws"],
  terraform: ["hcl", "aws"],
  iam: ["terraform", "hcl", "aws"],
  lambda: ["iam", "code", "terraform", "hcl", "aws"],
  rules: ["lambda", "iam", "terraform", "hcl", "aws"],
  report: [],
  lint: ["rules", "lambda", "terraform", "hcl", "report", "aws"],
  scaffold: ["hcl", "aws"],
  cli: ["scaffold", "lint", "rules", "report", "lambda", "iam", "terraform", "hcl", "aws"],
};

const only = (name, path, by) => ({
  name,
  severity: "error",
  from: { path: "^src/", pathNot: by },
  to: { path },
});

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    { name: "no-orphans", severity: "error", from: { orphan: true, path: "^src/", pathNot: "\\.generated\\.ts$" }, to: {} },
    ...Object.entries(mayImport).map(([room, others]) => ({
      name: `${room}-knows-only-what-is-below`,
      severity: "error",
      from: { path: `^src/${room}/` },
      to: { path: "^src/[^/]+/", pathNot: [room, ...others].map((other) => `^src/${other}/`) },
    })),
    only("code-alone-reads-code", "node_modules/@lezer/", "^src/code/"),
    only("hcl-alone-parses", "node_modules/@cdktf/", "^src/hcl/"),
    only("cli-alone-knows-the-terminal", "node_modules/(commander|chalk)/", "^src/cli/"),
    only("two-files-ask", "node_modules/@clack/", "^src/(scaffold/terminal-questions|cli/ask-choice)\\.ts$"),
    {
      name: "rules-are-pure",
      severity: "error",
      from: { path: "^src/rules/" },
      to: { path: "^(node:)?(fs|child_process|process|http|https|net|os)(/|$)", dependencyTypes: ["core"] },
    },
    {
      name: "rules-do-not-know-the-registry",
      severity: "error",
      from: { path: "^src/rules/[^/]+/" },
      to: { path: "^src/rules/registry\\.generated\\.ts$" },
    },
    {
      name: "rules-do-not-know-each-other",
      severity: "error",
      from: { path: "^src/rules/[^/]+/" },
      to: { path: "^src/rules/[^/]+/", pathNot: "^src/rules/shared/" },
    },
  ],
  options: {
    tsPreCompilationDeps: "specify",
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|test|fixtures|templates)/" },
    enhancedResolveOptions: { conditionNames: ["import", "require", "node", "default", "types"], exportsFields: ["exports"] },
  },
};
