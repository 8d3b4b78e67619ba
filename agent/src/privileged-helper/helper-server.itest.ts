import { mkdir, mkdtemp, readFile, realpath, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { AllowList } from "./allow-list.ts";
import { privilegedHelper } from "./helper-client.ts";
import { startHelper } from "./helper-server.ts";

async function helped() {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "ph-")));
  const socketPath = join(folder, "helper.sock");
  const quota = join(folder, "s1/cpu.cfs_quota_us");
  const maximum = join(folder, "s2/cpu.max");
  for (const name of ["s1", "s2", "s3"]) await mkdir(join(folder, name));
  await writeFile(quota, "100000");
  await writeFile(maximum, "max 100000");
  await writeFile(join(folder, "s3/cpu.max"), "max 100000");
  const allowed: AllowList = {
    files: [quota, maximum],
    commands: [
      { name: "say", argv: ["/bin/echo", "a b", "$HOME", ";", "id"], timeout_s: 5 },
      { name: "fail", argv: ["/bin/false"], timeout_s: 5 },
      { name: "sleep", argv: ["/bin/sleep", "30"], timeout_s: 0.2 },
      { name: "flood", argv: ["/bin/cat", "/dev/zero"], timeout_s: 5 },
    ],
  };
  const log: string[] = [];
  const helper = await startHelper({
    socketPath,
    allowed,
    log: (line) => void log.push(line),
    requestLimitMs: 300,
  });
  return {
    folder,
    socketPath,
    quota,
    maximum,
    log,
    client: privilegedHelper(socketPath),
    async [Symbol.asyncDispose]() {
      await helper[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

/** Sends bytes as they are and gives all that comes back until the helper closes, or a line when `ends` says so. */
function raw(socketPath: string, bytes: string | Buffer, ends = false): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(socketPath, () => (ends ? socket.end(bytes) : socket.write(bytes)));
    socket.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(text));
  });
}

const lineOf = (request: object): string => `${JSON.stringify({ id: 7, ...request })}\n`;

test("startHelper writes a file of the list and nothing else", async () => {
  await using own = await helped();
  await own.client.write(own.quota, "25000");
  await own.client.write(own.maximum, "30000 100000");
  expect(await readFile(own.quota, "utf8")).toBe("25000");
  expect(await readFile(own.maximum, "utf8")).toBe("30000 100000");
  const strange = [
    join(own.folder, "s3/cpu.max"),
    join(own.folder, "s1/../s3/cpu.max"),
    `${own.folder}/s1//cpu.cfs_quota_us`,
    `${own.quota}\0`,
    "/etc/passwd",
    "",
  ];
  for (const file of strange) {
    const writing = own.client.write(file, "25000");
    await expect(writing, file).rejects.toMatchObject({
      code: "refused",
      message: expect.stringContaining("not-allowed"),
    });
  }
  expect(await readFile(join(own.folder, "s3/cpu.max"), "utf8")).toBe("max 100000");
  await own.client.write(own.quota, "26000");
});

test("startHelper takes nothing but a quota", async () => {
  await using own = await helped();
  for (const text of ["", "0", "-2", "25000\n1", "1e9", "max", "25000 100000", "; id"]) {
    await expect(own.client.write(own.quota, text), text).rejects.toMatchObject({ code: "refused" });
  }
  for (const text of ["max", "25000", "25000 100000 1", "max max"]) {
    await expect(own.client.write(own.maximum, text), text).rejects.toMatchObject({ code: "refused" });
  }
  expect(await readFile(own.quota, "utf8")).toBe("100000");
});

test("startHelper follows no link, neither in place of a file nor of its folder", async () => {
  await using own = await helped();
  const elsewhere = join(own.folder, "elsewhere");
  await mkdir(elsewhere);
  await writeFile(join(elsewhere, "cpu.max"), "untouched");
  await rm(own.quota);
  await symlink(join(elsewhere, "cpu.max"), own.quota);
  await expect(own.client.write(own.quota, "25000")).rejects.toMatchObject({ code: "refused" });
  await rename(join(own.folder, "s2"), join(own.folder, "s2.away"));
  await symlink(elsewhere, join(own.folder, "s2"));
  await expect(own.client.write(own.maximum, "25000 100000")).rejects.toMatchObject({ code: "refused" });
  expect(await readFile(join(elsewhere, "cpu.max"), "utf8")).toBe("untouched");
});

test("startHelper runs a command of the list without a shell and without anything of the request", async () => {
  await using own = await helped();
  expect(await own.client.run("say")).toBe("a b $HOME ; id");
  for (const command of ["id", "/bin/echo", "say id", "say;id"]) {
    await expect(own.client.run(command), command).rejects.toMatchObject({ code: "refused" });
  }
  await expect(own.client.run("fail")).rejects.toMatchObject({ code: "refused", message: /exit code 1/ });
  await expect(own.client.run("sleep")).rejects.toMatchObject({ code: "unreachable", message: /0\.2 s/ });
  await expect(own.client.run("flood")).rejects.toMatchObject({ code: "refused", message: /more than it may/ });
  const added = await raw(own.socketPath, lineOf({ verb: "run", command: "say", args: ["x"] }));
  expect(added).toContain("bad-request");
});

test("startHelper refuses garbage, too much and half a request, and goes on", async () => {
  await using own = await helped();
  const cases: readonly [string, string | Buffer, string][] = [
    ["no JSON", "hello\n", "bad-request"],
    ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x00, 0x0a]), "bad-request"],
    ["a list", "[1]\n", "bad-request"],
    ["a verb it does not have", lineOf({ verb: "read", file: own.quota }), "bad-request"],
    ["a field it does not have", lineOf({ verb: "write", file: own.quota, text: "1000", mode: "0777" }), "bad-request"],
    ["a text that is too long", lineOf({ verb: "write", file: own.quota, text: "1".repeat(65) }), "bad-request"],
    ["a line that is too long", `${"x".repeat(5_000)}\n`, "too-large"],
    ["a line that never ends", "x".repeat(5_000), "too-large"],
    ["half a request", '{"id":7,"verb":"wri', "timed-out"],
    ["nothing at all", "", "timed-out"],
  ];
  for (const [name, bytes, code] of cases) {
    expect(await raw(own.socketPath, bytes), name).toContain(`"code":"${code}"`);
  }
  expect(await raw(own.socketPath, '{"id":7,"verb":"wri', true)).toBe("");
  await own.client.write(own.quota, "26000");
  expect(await readFile(own.quota, "utf8")).toBe("26000");
});

test("startHelper answers requests on one connection in order and logs each with what came of it", async () => {
  await using own = await helped();
  const text = await raw(
    own.socketPath,
    lineOf({ id: 1, verb: "write", file: own.quota, text: "27000" }) + lineOf({ id: 2, verb: "run", command: "id" }),
  );
  const [first, second] = text.split("\n");
  expect(first).toBe('{"id":1,"ok":true,"output":""}');
  expect(second).toContain('"id":2,"ok":false,"code":"not-allowed"');
  expect(own.log[0]).toContain('"text":"27000"');
  expect(own.log[0]).toContain('"outcome":"ok"');
  expect(own.log[1]).toContain('"command":"id"');
  expect(own.log[1]).toContain('"outcome":"not-allowed"');
});

test("startHelper turns away more connections than it serves, and serves again when they are gone", async () => {
  await using own = await helped();
  const many = Array.from({ length: 40 }, () => connect(own.socketPath));
  const answers = many.map(
    (socket) =>
      new Promise<string>((resolve) => {
        let text = "";
        socket.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
        socket.on("error", () => undefined);
        socket.on("close", () => resolve(text));
      }),
  );
  const all = await Promise.all(answers);
  const saying = (code: string) => all.filter((text) => text.includes(`"code":"${code}"`)).length;
  // On a slow machine some of the sixteen are gone before the last ones come: those are served in their place.
  expect(saying("busy") + saying("timed-out")).toBe(40);
  expect(saying("timed-out")).toBeGreaterThanOrEqual(16);
  expect(saying("busy")).toBeGreaterThan(0);
  // The client sees the end of a connection a moment before the helper does.
  await vi.waitFor(() => own.client.write(own.quota, "28000"), 5_000);
  expect(await readFile(own.quota, "utf8")).toBe("28000");
});

test("startHelper makes a socket for its user and group alone, and does not take another helper's", async () => {
  await using own = await helped();
  expect((await stat(own.socketPath)).mode & 0o777).toBe(0o660);
  const second = startHelper({
    socketPath: own.socketPath,
    allowed: { files: [], commands: [] },
    log: () => undefined,
  });
  await expect(second).rejects.toMatchObject({ code: "already-running" });
  await own.client.write(own.quota, "29000");
});
