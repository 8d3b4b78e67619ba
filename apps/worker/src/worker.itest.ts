import { startTestDatabase } from "@fleet-persona/db";
import { describe, expect, it, vi } from "vitest";
import { makeDeps } from "./deps.ts";
import { readEnv } from "./env.ts";
import { jobsUnder } from "./jobs.ts";
import { startWorker } from "./worker.ts";

describe("startWorker", () => {
  it("runs every job once at the start, without owning any table, and answers /healthz", async () => {
    await using database = await startTestDatabase();
    const env = readEnv({ DATABASE_URL: database.appUrl, LOG_LEVEL: "silent" });
    const deps = makeDeps(env);
    await using worker = await startWorker(deps, { host: "127.0.0.1", port: 0 });
    await vi.waitFor(
      async () => {
        for (const { name } of jobsUnder({ rulesVersion: 1, attests: false })) {
          const [first] = await deps.boss.findJobs(name);
          expect([name, first?.state]).toEqual([name, "completed"]);
        }
      },
      { timeout: 20_000, interval: 200 },
    );
    const health = await fetch(`http://127.0.0.1:${worker.port}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { status: "ok" }]);
  });

  it("says so on /healthz while the database is gone, and recovers with it", async () => {
    await using database = await startTestDatabase();
    const env = readEnv({ DATABASE_URL: database.appUrl, LOG_LEVEL: "silent" });
    await using worker = await startWorker(makeDeps(env), { host: "127.0.0.1", port: 0 });
    const status = async (): Promise<number> => (await fetch(`http://127.0.0.1:${worker.port}/healthz`)).status;
    await database.server.kill();
    await vi.waitFor(async () => expect(await status()).toBe(503), { timeout: 10_000 });
    await database.server.restart();
    await vi.waitFor(async () => expect(await status()).toBe(200), { timeout: 20_000 });
  });
});
