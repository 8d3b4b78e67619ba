import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { installScript } from "./install-script.ts";

const platform = `${process.platform}-${process.arch}`;

// A stand-in for the agent: notes its arguments, and stays up when told to run.
const fakeAgent = `#!/bin/sh
echo "$*" >> "$FAKE_LOG"
case "$1" in
  enrol) [ "$FAKE_ENROL" = refused ] && { echo "token-used: make a new line" >&2; exit 1; }; exit 0 ;;
  run) echo $$ > "$FAKE_PID"; exec sleep 60 ;;
  stop) kill "$(cat "$FAKE_PID")" ;;
esac
`;

function makeArchive(folder: string): Buffer {
  mkdirSync(join(folder, "agent/bin"), { recursive: true });
  writeFileSync(join(folder, "agent/bin/fleet-agent"), fakeAgent);
  chmodSync(join(folder, "agent/bin/fleet-agent"), 0o755);
  writeFileSync(join(folder, "agent/fleet-agent.mjs"), "");
  execFileSync("tar", ["-czf", join(folder, "agent.tar.gz"), "-C", join(folder, "agent"), "."]);
  return readFileSync(join(folder, "agent.tar.gz"));
}

type Changes = { readonly sha256?: string; readonly platform?: string };
type Run = { readonly code: number; readonly out: string; readonly err: string };

async function hubWithArchive() {
  const folder = mkdtempSync(join(tmpdir(), "fleet persona install-"));
  const archive = makeArchive(folder);
  const server = createServer((_request, response) => response.end(archive));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const hubUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [log, pidFile, targets] = [join(folder, "calls.log"), join(folder, "pid"), join(folder, "targets.json")];
  writeFileSync(targets, "{}");
  const [dir, state] = [join(folder, "it's here"), join(folder, "state")];

  const run = (args: readonly string[], changes: Changes = {}, env: Record<string, string> = {}): Promise<Run> => {
    const sha256 = createHash("sha256").update(archive).digest("hex");
    const script = installScript({ hubUrl, gatewayUrl: "http://gw", platform, sha256, ...changes });
    const where = args.at(-1) === "--token" ? [] : ["--dir", dir, "--state", state];
    return new Promise((resolve) => {
      const child = execFile(
        "sh",
        ["-s", "--", ...args, ...where],
        { env: { ...process.env, FAKE_LOG: log, FAKE_PID: pidFile, ...env } },
        (error, out, err) => resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
      );
      child.stdin?.end(script);
    });
  };
  const pidOf = () => Number(readFileSync(pidFile, "utf8"));
  return {
    run,
    dir,
    state,
    pidFile,
    pidOf,
    token: ["--token", "fpe_secret", "--targets", targets],
    calls: () => readFileSync(log, "utf8").trim().split("\n"),
    async [Symbol.asyncDispose]() {
      if (existsSync(pidFile)) process.kill(pidOf());
      await new Promise((closed) => server.close(closed));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const token = ["--token", "fpe_secret"];

test("installScript installs, enrols, starts in the background and says how to stop it", async () => {
  await using hub = await hubWithArchive();
  const { code, out, err } = await hub.run(hub.token);
  expect(err).toBe("");
  expect(code).toBe(0);
  expect(out).toContain("stop it with: ");
  expect(hub.calls()).toEqual([
    expect.stringMatching(/^stop --state .*state$/),
    expect.stringMatching(
      /^enrol --gateway http:\/\/gw --token fpe_secret --state .*state --force --targets .*targets\.json$/,
    ),
    expect.stringMatching(/^run --state .*state$/),
  ]);
  expect(statSync(hub.state).mode & 0o777).toBe(0o700);
  process.kill(hub.pidOf(), 0);
});

test("installScript replaces an agent that runs already and downloads nothing twice", async () => {
  await using hub = await hubWithArchive();
  await hub.run(hub.token);
  const first = hub.pidOf();
  const { code, out } = await hub.run(hub.token);
  expect(code).toBe(0);
  expect(out).toContain("already");
  expect(hub.pidOf()).not.toBe(first);
  expect(hub.calls().map((call) => call.split(" ")[0])).toEqual(["stop", "enrol", "run", "stop", "enrol", "run"]);
});

test("installScript with --no-start only enrols", async () => {
  await using hub = await hubWithArchive();
  const { code, out } = await hub.run([...token, "--no-start"]);
  expect(code).toBe(0);
  expect(out).toContain("Start it with");
  expect(hub.calls().map((call) => call.split(" ")[0])).toEqual(["stop", "enrol"]);
});

test.each([
  {
    name: "another digest",
    args: [...token, "--targets", "/etc/passwd"],
    changes: { sha256: "0".repeat(64) },
    says: "SHA-256 differs",
  },
  { name: "another platform", args: token, changes: { platform: "plan9-mips" }, says: "for plan9-mips only" },
  { name: "no token", args: [], changes: {}, says: "no --token given" },
  { name: "an option it does not know", args: [...token, "--frob"], changes: {}, says: "unknown option --frob" },
  {
    name: "a targets file that is gone",
    args: [...token, "--targets", "/nowhere/t.json"],
    changes: {},
    says: "cannot be read",
  },
  { name: "nothing to steer", args: token, changes: {}, says: "no --targets given" },
  { name: "a value left out", args: ["--no-start", "--token"], changes: {}, says: "--token needs a value" },
])("installScript with $name fails with one sentence and installs nothing", async ({ args, changes, says }) => {
  await using hub = await hubWithArchive();
  const { code, err } = await hub.run(args, changes);
  expect(code).toBe(1);
  expect(err).toContain(says);
  expect(err.trim().split("\n")).toHaveLength(1);
  expect(existsSync(join(hub.dir, "fleet-agent"))).toBe(false);
});

test("installScript passes on why enrolling was refused", async () => {
  await using hub = await hubWithArchive();
  const { code, err } = await hub.run(hub.token, {}, { FAKE_ENROL: "refused" });
  expect(code).toBe(1);
  expect(err).toContain("token-used: make a new line");
  expect(existsSync(hub.pidFile)).toBe(false);
});

test("installScript cut off anywhere runs nothing", async () => {
  await using hub = await hubWithArchive();
  const whole = installScript({ hubUrl: "http://127.0.0.1:9", gatewayUrl: "http://gw", platform, sha256: "0" });
  for (const share of [0.3, 0.6, 0.95]) {
    const part = whole.slice(0, Math.floor(whole.length * share));
    execFileSync("sh", ["-c", "sh -s -- --token x >/dev/null 2>&1 || true"], { input: part });
  }
  expect(existsSync(hub.dir)).toBe(false);
});
