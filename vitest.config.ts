import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Tests of scaffolded modules run the real Terraform, which takes minutes: they go first, so that none is left alone at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const runsTerraform = ({ moduleId }: TestSpecification) => moduleId.includes("/test/scaffold/");
    return (await super.sort(files)).sort((a, b) => Number(runsTerraform(b)) - Number(runsTerraform(a)));
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // most tests wait for programs that they run: a processor is kept busy while another reads their answers
    maxWorkers: "100%",
    sequence: { sequencer: LongestFirst },
    coverage: { provider: "v8", include: ["src/**"], reporter: ["text-summary"] },
  },
});
