import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { privilegedHelper } from "./helper-client.ts";

async function folderWithList() {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "hm-")));
  const list = join(folder, "etc/allow.json");
  const quota = join(folder, "s1/cpu.cfs_quota_us");
  await mkdir(join(folder, "etc"), { mode: 0o755 });
  await mkdir(join(folder, "s1"));
  await writeFile(quota, "100000");
  await writeFile(list, JSON.stringify({ files: [quota] }), { mode: 0o644 });
  return {
    folder,
    list,
    quota,
    socket: join(folder, "helper.sock"),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

function start(list: string, socket: string): { child: ChildProcess; said: () => string } {
  const main = resolve(import.meta.dirname, "main.ts");
  const child = spawn(process.execPath, [main, "--allow-list", list, "--socket", socket], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let text = "";
  child.stderr?.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
  return { child, said: () => text };
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null) await once(child, "exit");
  return child.exitCode;
}

test("fleet-agent-helper starts, serves, and ends with its socket gone", async () => {
  await using own = await folderWithList();
  const { child, said } = start(own.list, own.socket);
  while (!said().includes("listening")) await new Promise((done) => setTimeout(done, 20));
  await privilegedHelper(own.socket).write(own.quota, "31000");
  expect(await readFile(own.quota, "utf8")).toBe("31000");
  child.kill("SIGTERM");
  expect(await ended(child)).toBe(0);
  expect(said()).toContain('"outcome":"ok"');
  await expect(privilegedHelper(own.socket).write(own.quota, "32000")).rejects.toMatchObject({ code: "unreachable" });
});

const unsafe: [string, (own: { list: string; folder: string }) => Promise<void>][] = [
  ["a list that its group may write", ({ list }) => chmod(list, 0o664)],
  ["a list that everybody may write", ({ list }) => chmod(list, 0o646)],
  ["a list in a folder that everybody may write", ({ folder }) => chmod(join(folder, "etc"), 0o777)],
  ["a list in a sticky folder that everybody may write", ({ folder }) => chmod(join(folder, "etc"), 0o1777)],
  ["a list below a folder that everybody may write", ({ folder }) => chmod(folder, 0o777)],
  ["a list that is not JSON", ({ list }) => writeFile(list, "{")],
  ["a list with a field it does not know", ({ list }) => writeFile(list, '{"shell":true}')],
  ["a file that is no CPU quota", ({ list }) => writeFile(list, '{"files":["/etc/passwd"]}')],
  ["a path that goes up", ({ list }) => writeFile(list, '{"files":["/sys/fs/cgroup/../../etc/cpu.max"]}')],
  ["a path that counts from nowhere", ({ list }) => writeFile(list, '{"files":["a/cpu.max"]}')],
  ["a command without a path", ({ list }) => writeFile(list, '{"commands":[{"name":"a","argv":["sh","-c","id"]}]}')],
];
if (process.getuid?.() === 0) unsafe.push(["a list of another user", ({ list }) => chown(list, 65_534, 65_534)]);

test.each(unsafe)("fleet-agent-helper does not start with %s", async (_, spoil) => {
  await using own = await folderWithList();
  await spoil(own);
  const { child, said } = start(own.list, own.socket);
  expect(await ended(child)).toBe(3);
  expect(said()).toContain("The allow-list is refused");
});
