import { execFileSync, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const main = path.join(import.meta.dirname, "main.ts");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "fp-stack-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

type Ended = { code: number | null; said: string };
type Started = { child: ChildProcess; ended: Promise<Ended>; saw(pattern: RegExp): Promise<RegExpExecArray> };

function start(...args: readonly string[]): Started {
  const child = spawn(process.execPath, [main, "--state", path.join(folder, "state"), ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const listeners = new Set<() => void>();
  const listen = (chunk: Buffer): void => {
    said += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on("data", listen);
  child.stderr.on("data", listen);
  const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, said })));
  return {
    child,
    ended,
    saw: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(said);
          if (found) resolve(found);
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`It ended before it said ${pattern}: ${said}`)));
      }),
  };
}

/** Command lines of living processes that name this test's folder. */
function processesOfThisTest(): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
        return command.includes(folder) || environment.includes(folder) ? [command] : [];
      } catch {
        return [];
      }
    });
}

test.skipIf(process.platform !== "linux")(
  "npm start says where the hub is, refuses a second start, and leaves no process behind",
  async () => {
    const running = start("--stack-only", "--port", "0", "--gateway-port", "0");
    const [, hubUrl] = await running.saw(/The hub is at (http:\/\/127\.0\.0\.1:\d+)/);
    const page = await fetch(`${hubUrl}/sign-in`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("Sign in");

    const second = await start("--stack-only", "--port", "0", "--gateway-port", "0").ended;
    expect(second).toMatchObject({ code: 1, said: expect.stringContaining("already runs from this folder") });

    running.child.kill("SIGINT");
    const { code, said } = await running.ended;
    expect(said).toContain("Stopping");
    expect(code).toBe(0);
    expect(processesOfThisTest()).toEqual([]);
  },
);

test.skipIf(process.platform !== "linux")("npm start ends what a killed start left behind", async () => {
  const killed = start("--stack-only", "--port", "0", "--gateway-port", "0");
  const [, hubUrl] = await killed.saw(/The hub is at (http:\/\/127\.0\.0\.1:\d+)/);
  killed.child.kill("SIGKILL");
  await killed.ended;
  const again = start("--stack-only", "--port", new URL(String(hubUrl)).port, "--gateway-port", "0");
  await again.saw(/The hub is at/);
  again.child.kill("SIGINT");
  expect((await again.ended).code).toBe(0);
  expect(processesOfThisTest()).toEqual([]);
});

test("npm start names the option when a port is taken", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const address = taken.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const { code, said } = await start("--port", String(port)).ended;
  await new Promise((resolve) => taken.close(resolve));
  expect(code).toBe(1);
  expect(said).toContain(`Port ${port}, wanted for the hub, is taken`);
  expect(said).not.toContain("    at ");
});

test.each([
  { args: ["--hedless"], words: "Unknown option '--hedless'" },
  { args: ["--seconds", "soon"], words: "--seconds takes a whole number" },
  { args: ["--experiment", "20"], words: "--experiment takes a whole number from 96" },
  { args: ["--report", "/nonexistent/report.json"], words: "The report cannot be written to" },
  { args: ["--state", path.join(main, "state")], words: "cannot be used" },
])("npm start refuses $args in one sentence", async ({ args, words }) => {
  const { code, said } = await start("--port", "0", "--gateway-port", "0", ...args).ended;
  expect(code).toBe(1);
  expect(said).toContain(words);
  expect(said).not.toContain("    at ");
});

test("npm start --help names every option", () => {
  const help = execFileSync(process.execPath, [main, "--help"], { encoding: "utf8" });
  for (const option of ["--headless", "--seconds", "--experiment", "--report", "--reset", "--trace"])
    expect(help).toContain(option);
});
