import { spawnSync } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import type { ContractSubject } from "../testing/contract-subject.ts";
import { fileSubject } from "../testing/file-subject.ts";
import { targetContract } from "../testing/target-contract.ts";
import { scriptTargetSchema, type ScriptTargetConfig } from "./config.ts";
import { openScriptTarget } from "./script-target.ts";

const example = resolve(import.meta.dirname, "testing/example-target.py");
const python = ["/usr/bin/python3", "/usr/local/bin/python3"].find((path) => spawnSync(path, ["-V"]).status === 0);

/** The example of the documentation, started through a shell that can be told to hang or to break off. */
async function onExample(): Promise<ContractSubject> {
  const folder = await mkdtemp(join(tmpdir(), "st-"));
  const wrapper = join(folder, "target.sh");
  const say = (text: string) => writeFile(wrapper, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  const through = `exec ${python} -I -S ${example} "$@"`;
  await say(through);
  const subject = await fileSubject({ workers: 2, cache: "short" }, (path) =>
    openScriptTarget(configOf(wrapper, { args: [path], timeout_s: 3 })),
  );
  const { faults } = subject;
  if (faults === undefined) throw new TypeError("the subject has no faults");
  return {
    ...subject,
    randomPlans: 4,
    faults: {
      ...faults,
      hang: () => say("sleep 600 & sleep 600"),
      halfReply: () => say(`${python} -I -S ${example} "$@" | head -c 9`),
      async comeBack() {
        await say(through);
        await faults.comeBack();
      },
    },
    async [Symbol.asyncDispose]() {
      await subject[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

if (python === undefined) {
  process.stderr.write("SKIPPED scriptTarget on the documented example: no python3 on this machine\n");
  test.skip("scriptTarget on the documented example: no python3 on this machine", () => undefined);
} else {
  targetContract("scriptTarget on the documented example", onExample);
}

test("scriptTarget's example is the one of its documentation", async () => {
  const page = await readFile(resolve(import.meta.dirname, "../../../../docs/script-target.md"), "utf8");
  expect(page).toContain((await readFile(example, "utf8")).trimEnd());
});

function configOf(command: string, change: object = {}): ScriptTargetConfig {
  return scriptTargetSchema.parse({ kind: "script", command, ...change });
}

async function script(text: string, change: object = {}) {
  const folder = await mkdtemp(join(tmpdir(), "sx-"));
  const command = join(folder, "target.sh");
  await writeFile(command, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return {
    folder,
    command,
    target: await openScriptTarget(configOf(command, { timeout_s: 2, ...change })),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

test.each([
  [10, "unreachable"],
  [11, "refused"],
  [12, "not-steerable"],
  [13, "read-back-differs"],
  [14, "invalid-config"],
  [1, "unreachable"],
])("scriptTarget takes exit code %i for %s and tells the first line of what was said", async (exit, code) => {
  await using own = await script(`echo first line >&2; echo second >&2; exit ${exit}`);
  await expect(own.target.read()).rejects.toMatchObject({ code, message: /: first line$/ });
});

const garbage: readonly [string, string][] = [
  ["nothing", ""],
  ["no JSON", "echo hello"],
  ["a reply to another verb", `echo '{"steps":[]}'`],
  ["a field it does not know", `echo '{"config":{},"shell":"id"}'`],
  ["a value that is none", `echo '{"config":{"workers":null}}'`],
  ["two replies", `echo '{"config":{}}'; echo '{"config":{}}'`],
  ["more than it may", "yes"],
  ["its own death", "kill -9 $$"],
];
test.each(garbage)("scriptTarget calls %s unreachable", async (_, text) => {
  await using own = await script(text, { max_output_bytes: 1_024 });
  await expect(own.target.read()).rejects.toMatchObject({ code: "unreachable" });
});

test("scriptTarget kills the whole group of a script that is late, and what one that answered left behind", async () => {
  await using late = await script(`sleep 600 & echo $! > "$0.pid"; wait`, { timeout_s: 0.5 });
  await expect(late.target.read()).rejects.toMatchObject({ code: "unreachable", message: /0\.5 s/ });
  await expectGone(`${late.command}.pid`);
  await using loose = await script(`sleep 600 & echo $! > "$0.pid"; echo '{"config":{}}'`);
  expect(await loose.target.read()).toEqual({});
  await expectGone(`${loose.command}.pid`);
});

test("scriptTarget gives the script what the host's file says, and nothing of its own environment", async () => {
  process.env["FLEET_TEST_SECRET"] = "s";
  const show = `cat >/dev/null; echo "{\\"config\\":{\\"env\\":\\"$(env | cut -d= -f1 | sort | tr '\\n' ' ')\\",\\"args\\":\\"$*\\",\\"cwd\\":\\"$(pwd)\\"}}"`;
  await using own = await script(show, { args: ["a b", "$(id)"], environment: { MODE: "x" } });
  const read = await own.target.read();
  expect(
    String(read["env"])
      .split(" ")
      .filter((name) => !["PWD", "_", "", "OLDPWD", "SHLVL"].includes(name)),
  ).toEqual(["LC_ALL", "MODE", "PATH"]);
  expect(read).toMatchObject({ args: "a b $(id)", cwd: "/" });
  delete process.env["FLEET_TEST_SECRET"];
});

test("scriptTarget refuses a step that nobody asked for, and a script that everybody may write", async () => {
  const answers = `read line; case "$line" in
*describe*) echo '{"name":"x","version":"1","attributes":[{"name":"a","kind":"range","min":0,"max":9}]}';;
*) echo '{"steps":[{"attribute":"a","to":9,"summary":"more"}]}';; esac`;
  await using own = await script(answers);
  await expect(own.target.plan({ a: 1 })).rejects.toMatchObject({ code: "refused", message: /nobody asked/ });
  await chmod(own.command, 0o757);
  await expect(own.target.read()).rejects.toMatchObject({ code: "invalid-config" });
  await chmod(own.command, 0o644);
  await expect(own.target.read()).rejects.toMatchObject({ code: "refused" });
});

test("scriptTarget never takes a reading from the future", async () => {
  await using own = await script(`echo '{"signals":{"a":{"value":1,"at":99999999999999},"b":2}}'`);
  expect(await own.target.observe(1_000)).toEqual({ a: { value: 1, at: 1_000 }, b: { value: 2, at: 1_000 } });
});

async function expectGone(pidFile: string): Promise<void> {
  const pid = Number(await readFile(pidFile, "utf8"));
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const state = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    // A zombie has ended; who reaps it is not ours to say.
    if (state === "" || state.split(" ")[2] === "Z") return;
    await new Promise((done) => setTimeout(done, 25));
  }
  expect.unreachable(`process ${pid} is still there`);
}
