import { defineConfig } from "vitest/config";

const ignored = ["**/node_modules/**", "**/dist/**", "**/.tsbuild/**", "**/.next/**", "**/.state/**"];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["**/*.test.ts"],
          exclude: ignored,
          // Patience, not a measurement: on a machine with something else to do, five seconds are soon gone.
          testTimeout: 30_000,
          hookTimeout: 30_000,
          // Modules are loaded once for each worker, not for each file: a fifth of the time. No test leaves behind what another sees.
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "integration",
          include: ["**/*.itest.ts"],
          exclude: ignored,
          globalSetup: ["packages/db/src/testing/database-template.setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          pool: "forks",
          // They wait for processes, timers and disks much of the time: one more than the two cores they were made for.
          maxWorkers: 3,
        },
      },
    ],
  },
});
