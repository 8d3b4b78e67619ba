import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installLine, keyPairFromSeed, sealRelease, shellWord, type AgentRelease } from "@fleet-persona/persona";
import { expect, test } from "vitest";

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

type Run = { readonly code: number; readonly out: string; readonly err: string };
type Served = { readonly archive?: Buffer; readonly installer?: string; readonly release?: Partial<AgentRelease> };

const releaseKey = keyPairFromSeed(new Uint8Array(32).fill(3));
const installer = readFileSync(join(import.meta.dirname, "../../../../agent/release/install.sh"), "utf8");
const sha256 = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest("hex");

/** A hub that hands out a signed release, and afterwards whatever `tamper` puts in its place. */
async function hubWithRelease() {
  const folder = mkdtempSync(join(tmpdir(), "fleet persona install-"));
  const honest = makeArchive(folder);
  const releaseOf = (changes: Partial<AgentRelease> = {}) =>
    sealRelease(
      {
        schema: "fleet-persona-agent-release/1",
        version: "1.2.3",
        files: [
          { name: `fleet-agent-${platform}.tar.gz`, bytes: honest.length, sha256: sha256(honest) },
          { name: "install.sh", bytes: installer.length, sha256: sha256(installer) },
        ],
        ...changes,
      },
      releaseKey,
    ).manifest;
  let served: Served = {};
  const server = createServer((request, response) => {
    if (request.url === "/install.sh") response.end(served.installer ?? installer);
    else if (request.url?.endsWith("release.json")) response.end(releaseOf(served.release));
    else response.end(served.archive ?? honest);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const hubUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [log, pidFile, targets] = [join(folder, "calls.log"), join(folder, "pid"), join(folder, "targets.json")];
  writeFileSync(targets, "{}");
  const [dir, state] = [join(folder, "it's here"), join(folder, "state")];
  const execute = (file: string, args: readonly string[], env: Record<string, string> = {}): Promise<Run> =>
    new Promise((resolve) => {
      execFile(file, args, { env: { ...process.env, FAKE_LOG: log, FAKE_PID: pidFile, ...env } }, (error, out, err) =>
        resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err }),
      );
    });
  const script = join(import.meta.dirname, "../../../../agent/release/install.sh");
  return {
    /** The installer with these words behind those every line has. */
    run(args: readonly string[], changes: Partial<AgentRelease> = {}, env: Record<string, string> = {}): Promise<Run> {
      const where = args.at(-1) === "--token" ? [] : ["--dir", dir, "--state", state];
      const release = ["--hub", hubUrl, "--gateway", "http://gw", "--release", sha256(Buffer.from(releaseOf(changes)))];
      return execute("sh", [script, ...release, ...args, ...where], env);
    },
    /** The whole line as the page shows it for the honest release. */
    runLine(): Promise<Run> {
      const line = installLine({
        hubUrl,
        gatewayUrl: "http://gw",
        release: { digest: sha256(Buffer.from(releaseOf())), installerDigest: sha256(installer) },
        token: "fpe_secret",
        targetsFile: targets,
      });
      return execute("sh", ["-c", `${line} --dir ${shellWord(dir)} --state ${shellWord(state)}`]);
    },
    tamper(changes: Served) {
      served = changes;
    },
    dir,
    state,
    pidFile,
    pidOf: () => Number(readFileSync(pidFile, "utf8")),
    token: ["--token", "fpe_secret", "--targets", targets],
    calls: () => readFileSync(log, "utf8").trim().split("\n"),
    async [Symbol.asyncDispose]() {
      if (existsSync(pidFile)) process.kill(Number(readFileSync(pidFile, "utf8")));
      await new Promise((closed) => server.close(closed));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const token = ["--token", "fpe_secret"];

test("install.sh installs, enrols, starts in the background and says how to stop it", async () => {
  await using hub = await hubWithRelease();
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

test("install.sh replaces an agent that runs already and downloads nothing twice", async () => {
  await using hub = await hubWithRelease();
  await hub.run(hub.token);
  const first = hub.pidOf();
  const { code, out } = await hub.run(hub.token);
  expect(code).toBe(0);
  expect(out).toContain("already");
  expect(hub.pidOf()).not.toBe(first);
  expect(hub.calls().map((call) => call.split(" ")[0])).toEqual(["stop", "enrol", "run", "stop", "enrol", "run"]);
});

test("install.sh with --no-start only enrols", async () => {
  await using hub = await hubWithRelease();
  const { code, out } = await hub.run([...token, "--no-start"]);
  expect(code).toBe(0);
  expect(out).toContain("Start it with");
  expect(hub.calls().map((call) => call.split(" ")[0])).toEqual(["stop", "enrol"]);
});

test.each([
  {
    name: "no agent for this platform",
    args: [...token, "--targets", "/etc/passwd"],
    changes: { files: [{ name: "fleet-agent-plan9-mips.tar.gz", bytes: 1, sha256: "0".repeat(64) }] },
    says: "has no agent for it",
  },
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
])("install.sh with $name fails with one sentence and installs nothing", async ({ args, changes, says }) => {
  await using hub = await hubWithRelease();
  hub.tamper({ release: changes });
  const { code, err } = await hub.run(args, changes);
  expect(code).toBe(1);
  expect(err).toContain(says);
  expect(err.trim().split("\n")).toHaveLength(1);
  expect(existsSync(join(hub.dir, "fleet-agent"))).toBe(false);
});

test("the install line installs the release it names", async () => {
  await using hub = await hubWithRelease();
  const { code, err, out } = await hub.runLine();
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain("installed in");
});

test.each([
  {
    name: "an installer replaced on the hub",
    served: { installer: "#!/bin/sh\ntouch pwned\n" },
    says: /did NOT match/,
  },
  { name: "an archive replaced on the hub", served: { archive: Buffer.from("evil") }, says: /SHA-256 differs/ },
  {
    name: "a release replaced on the hub",
    served: { release: { version: "1.2.4" } },
    says: /another release than the line names/,
  },
])("the install line refuses $name and runs nothing of it", async ({ served, says }) => {
  await using hub = await hubWithRelease();
  hub.tamper(served);
  const { code, err } = await hub.runLine();
  expect(code).not.toBe(0);
  expect(err).toMatch(says);
  expect(existsSync(join(hub.dir, "fleet-agent"))).toBe(false);
  expect(existsSync(hub.pidFile)).toBe(false);
});

test("install.sh takes no older release in place of a newer one, unless told to", async () => {
  await using hub = await hubWithRelease();
  await hub.run([...hub.token, "--no-start"]);
  const older = {
    version: "1.2.2",
    files: [{ name: `fleet-agent-${platform}.tar.gz`, bytes: 4, sha256: sha256("evil") }],
  };
  hub.tamper({ release: older, archive: Buffer.from("evil") });
  const refused = await hub.run([...hub.token, "--no-start"], older);
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("older than what is installed (1.2.3)") });
  const wanted = await hub.run([...hub.token, "--no-start", "--allow-older"], older);
  expect(wanted.err).toContain("cannot be unpacked");
});

test("install.sh passes on why enrolling was refused", async () => {
  await using hub = await hubWithRelease();
  const { code, err } = await hub.run(hub.token, {}, { FAKE_ENROL: "refused" });
  expect(code).toBe(1);
  expect(err).toContain("token-used: make a new line");
  expect(existsSync(hub.pidFile)).toBe(false);
});

test("install.sh cut off anywhere runs nothing", async () => {
  await using hub = await hubWithRelease();
  for (const share of [0.3, 0.6, 0.95]) {
    const part = installer.slice(0, Math.floor(installer.length * share));
    execFileSync("sh", ["-c", "sh -s -- --token x >/dev/null 2>&1 || true"], { input: part });
  }
  expect(existsSync(hub.dir)).toBe(false);
});
