import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // most tests wait for programs that they run: a processor is kept busy while another reads their answers
    maxWorkers: "100%",
    coverage: { provider: "v8", include: ["src/**"], reporter: ["text-summary"] },
  },
});
