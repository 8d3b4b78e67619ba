import { defineConfig } from "vitest/config";

const ignored = ["**/node_modules/**", "**/dist/**", "**/.tsbuild/**", "**/.next/**", "**/.state/**"];

export default defineConfig({
  test: {
    projects: [
      // Patience, not a measurement: on a machine with something else to do, five seconds are soon gone.
      { test: { name: "unit", include: ["**/*.test.ts"], exclude: ignored, testTimeout: 30_000, hookTimeout: 30_000 } },
      {
        test: {
          name: "integration",
          include: ["**/*.itest.ts"],
          exclude: ignored,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          pool: "forks",
          maxWorkers: 2,
        },
      },
    ],
  },
});
