import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { describe, expect, it } from "vitest";
import { startEmbeddedPostgres } from "./start.ts";
import type { EmbeddedPostgres } from "./start.ts";

describe("startEmbeddedPostgres", () => {
  it("keeps what was committed over a stop, a crash and a new start, also below a folder nobody else may enter", async () => {
    await using folder = await temporaryFolder();
    {
      await using server = await startEmbeddedPostgres({ folder: folder.path, durable: false });
      await run(server, "create table kept (n int)");
      await run(server, "insert into kept values (1)");
      await server.kill();
      await server.restart();
      await run(server, "insert into kept values (2)");
      await server.stop();
      await server.restart();
      expect(await run(server, "select n from kept order by n")).toEqual([{ n: 1 }, { n: 2 }]);
    }
    await using again = await startEmbeddedPostgres({ folder: folder.path, durable: false });
    expect(await run(again, "select count(*)::int as n from kept")).toEqual([{ n: 2 }]);
  });

  it("refuses a folder that a live process uses, and a port that is taken, with a sentence", async () => {
    await using first = await temporaryFolder();
    await using second = await temporaryFolder();
    const holder = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"], { stdio: "ignore" });
    await using server = await startEmbeddedPostgres({ folder: first.path, durable: false });
    await writeFile(join(second.path, "claimed-by"), String(holder.pid));
    const claimed = startEmbeddedPostgres({ folder: second.path, durable: false });
    await expect(claimed).rejects.toMatchObject({ name: "DbError", code: "already-running" });
    const exited = once(holder, "exit");
    holder.kill("SIGKILL");
    await exited;
    const samePort = startEmbeddedPostgres({ folder: second.path, durable: false, port: server.port });
    await expect(samePort).rejects.toMatchObject({ name: "DbError", code: "start-failed" });
  });

  it("takes over from a process that was killed with its server still running", async () => {
    await using folder = await temporaryFolder();
    const script = `
      const { startEmbeddedPostgres } = await import(${JSON.stringify(join(import.meta.dirname, "start.ts"))});
      await startEmbeddedPostgres({ folder: ${JSON.stringify(folder.path)}, durable: false });
      console.log("up");
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(parent.stdout, "data");
    const orphan = Number(readFileSync(pidFileOf(folder.path), "utf8").split("\n")[0]);
    const exited = once(parent, "exit");
    parent.kill("SIGKILL");
    await exited;
    await using server = await startEmbeddedPostgres({ folder: folder.path, durable: false });
    expect(await run(server, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(() => process.kill(orphan, 0)).toThrow();
  });

  it("ignores a postmaster.pid whose number belongs to something else by now", async () => {
    await using folder = await temporaryFolder();
    await startEmbeddedPostgres({ folder: folder.path, durable: false }).then((server) => server.stop());
    await writeFile(pidFileOf(folder.path), `${process.pid}\n`);
    await using server = await startEmbeddedPostgres({ folder: folder.path, durable: false });
    expect(await run(server, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("starts empty when its folder was deleted", async () => {
    await using folder = await temporaryFolder();
    {
      await using server = await startEmbeddedPostgres({ folder: folder.path, durable: false });
      await run(server, "create table gone (n int)");
    }
    await rm(folder.path, { recursive: true });
    await using server = await startEmbeddedPostgres({ folder: folder.path, durable: false });
    expect(await run(server, "select to_regclass('gone') as found")).toEqual([{ found: null }]);
  });
});

async function run(server: EmbeddedPostgres, statement: string): Promise<unknown[]> {
  const sql = postgres(server.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    return [...(await sql.unsafe(statement))];
  } finally {
    await sql.end();
  }
}

function dataOf(folder: string): string {
  const marker = join(folder, "data-folder");
  return existsSync(marker) ? readFileSync(marker, "utf8").trim() : folder;
}

function pidFileOf(folder: string): string {
  return join(dataOf(folder), "data/postmaster.pid");
}

// As mkdtemp makes it: mode 0700, so that as root the data has to go elsewhere.
async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), "fleet-persona-embedded-"));
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      const data = existsSync(path) ? dataOf(path) : path;
      await rm(data, { recursive: true, force: true });
      await rm(path, { recursive: true, force: true });
    },
  };
}
