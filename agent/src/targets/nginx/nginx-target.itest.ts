import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Configuration } from "@fleet-persona/persona";
import { startHelper } from "../../privileged-helper/helper-server.ts";
import type { Target, Undo } from "../target.ts";
import type { ContractSubject } from "../testing/contract-subject.ts";
import { targetContract } from "../testing/target-contract.ts";
import { openNginxTarget } from "./nginx-target.ts";
import { renderSnippet } from "./snippet.ts";
import { nginxFixture } from "./testing/nginx-fixture.ts";

async function opened(change: object = {}) {
  const nginx = await nginxFixture(change);
  const target = await openNginxTarget(nginx.config);
  const whole = await readFile(nginx.mainConf, "utf8");
  const subject: ContractSubject = {
    target,
    randomPlans: 6,
    reopen: () => openNginxTarget(nginx.config),
    underLoad: (work) => nginx.underLoad(work),
    faults: {
      // Somebody else broke the main file: nginx runs on, and refuses whatever is reloaded.
      refuse: () => writeFile(nginx.mainConf, `${whole}\nno_such_directive on;\n`),
      hang: async () => nginx.freeze(),
      halfReply: async () => void (nginx.relay.mode = "half"),
      vanish: () => nginx.stop(),
      async comeBack() {
        await writeFile(nginx.mainConf, whole);
        nginx.thaw();
        nginx.relay.mode = "through";
        await nginx.stop();
        await nginx.start();
      },
    },
    [Symbol.asyncDispose]: nginx[Symbol.asyncDispose],
  };
  return { ...subject, target, nginx };
}

if (existsSync("/usr/sbin/nginx")) {
  targetContract("nginxTarget", () => opened());
  ownCases();
} else {
  process.stderr.write("SKIPPED nginxTarget: no nginx on this machine\n");
  test.skip("nginxTarget: no nginx on this machine", () => undefined);
}

function ownCases(): void {
  test("nginxTarget brings a plan of several attributes into force, and back, with one reload each", async () => {
    await using own = await opened();
    const before = await own.target.read();
    const to = { caching_strategy: "short", active_servers: 1, max_connections: 32, compression: "on" };
    const undos: Undo[] = [];
    for (const step of await own.target.plan(to)) undos.unshift(await step.apply());
    expect(await own.nginx.reloads()).toBe(1);
    expect(await own.target.read()).toEqual({ ...before, ...to });
    for (const undo of undos) await undo();
    expect(await own.nginx.reloads()).toBe(2);
    expect(await own.target.read()).toEqual(before);
  });

  test("nginxTarget changes nothing when only some of the steps were applied", async () => {
    await using own = await opened();
    const text = await readFile(own.nginx.config.snippet, "utf8");
    const steps = await own.target.plan({ caching_strategy: "short", active_servers: 1, compression: "on" });
    for (const step of steps.slice(0, 2)) await step.apply();
    expect(await own.nginx.reloads()).toBe(0);
    expect(await readFile(own.nginx.config.snippet, "utf8")).toBe(text);
  });

  test("nginxTarget can undo one step of a plan alone", async () => {
    await using own = await opened();
    const steps = await own.target.plan({ caching_strategy: "short", active_servers: 1 });
    const undos: Undo[] = [];
    for (const step of steps) undos.push(await step.apply());
    await undos[0]?.();
    expect(await own.target.read()).toMatchObject({ caching_strategy: "off", active_servers: 1 });
  });

  test("nginxTarget means what it reads: the cache answers, and one server serves", async () => {
    await using own = await opened();
    await apply(own.target, { caching_strategy: "short", active_servers: 1, compression: "on" });
    const seen = new Set<string>();
    for (let page = 0; page < 6; page += 1)
      seen.add((await fetch(`${own.nginx.url}/${page}`).then((r) => r.text())).slice(0, 2));
    expect(seen).toEqual(new Set(["s3"]));
    const again = await fetch(`${own.nginx.url}/0`);
    expect(again.headers.get("x-cache")).toBe("HIT");
    expect(again.headers.get("content-encoding")).toBe(null);
  });

  test("nginxTarget takes back what a crash left in the file before nginx ran it", async () => {
    await using own = await opened();
    const { config } = own.nginx;
    const before = await own.target.read();
    await writeFile(
      config.snippet,
      renderSnippet(config, { generation: "left", values: { ...before, active_servers: 1 } }),
    );
    const survivor = await openNginxTarget(config);
    expect(await survivor.read()).toEqual(before);
    const steps = await survivor.plan(before);
    expect(steps.map((step) => step.attribute)).toEqual(["active_servers"]);
    for (const step of steps) await step.apply();
    expect(await readFile(config.snippet, "utf8")).not.toContain('"active_servers":1');
    expect(await survivor.plan(before)).toEqual([]);
  });

  test("nginxTarget makes no second plan within its interval, but for one that leads back", async () => {
    await using own = await opened({ min_reload_interval_s: 60 });
    const before = await own.target.read();
    await apply(own.target, { active_servers: 2 });
    await expect(own.target.plan({ active_servers: 1 })).rejects.toMatchObject({
      code: "refused",
      message: /in (?:60|59) s/,
    });
    expect(await own.target.plan({ active_servers: 2 })).toEqual([]);
    await apply(own.target, { active_servers: 3 });
    expect(await own.target.read()).toEqual(before);
  });

  test("nginxTarget never signals a process that is no nginx", async () => {
    await using own = await opened();
    const bystander = spawn("sleep", ["60"]);
    const pidFile = own.nginx.config.pid_file;
    const pid = await readFile(pidFile, "utf8");
    await writeFile(pidFile, String(bystander.pid));
    const text = await readFile(own.nginx.config.snippet, "utf8");
    const [step] = await own.target.plan({ active_servers: 1 });
    await expect(step?.apply()).rejects.toMatchObject({ code: "unreachable" });
    expect(await readFile(own.nginx.config.snippet, "utf8")).toBe(text);
    expect(bystander.exitCode ?? bystander.signalCode).toBe(null);
    bystander.kill();
    await writeFile(pidFile, pid);
    await apply(own.target, { active_servers: 1 });
  });

  test("nginxTarget reloads through the helper where it is told to", async () => {
    await using nginx = await nginxFixture();
    const { config, folder } = nginx;
    const command = (...args: string[]): [string, ...string[]] => [
      config.binary,
      "-p",
      folder,
      "-c",
      config.conf,
      ...args,
    ];
    const commands = [
      { name: "nginx-check", argv: command("-t", "-q"), timeout_s: 5 },
      { name: "nginx-reload", argv: command("-s", "reload"), timeout_s: 5 },
    ];
    const socketPath = join(folder, "helper.sock");
    await using helper = await startHelper({ socketPath, allowed: { files: [], commands }, log: () => undefined });
    const target = await openNginxTarget({
      ...config,
      pid_file: "/nonexistent",
      helper: { socket: socketPath, check: "nginx-check", reload: "nginx-reload" },
    });
    await apply(target, { compression: "on" });
    expect(await target.read()).toMatchObject({ compression: "on" });
    void helper;
  });

  test("nginxTarget says that its file is not included, or older than its target file", async () => {
    await using own = await opened();
    const [, port = ""] = own.nginx.url.split("127.0.0.1:");
    const elsewhere = await openNginxTarget({ ...own.nginx.config, status: { address: `127.0.0.1:${port}` } });
    await expect(elsewhere.read()).rejects.toMatchObject({
      code: expect.stringMatching(/refused|unreachable/) as string,
    });
    const grown = await openNginxTarget({
      ...own.nginx.config,
      templates: [{ attribute: "acme/new", kind: "range", min: 1, max: 2, whole: true, text: "" }],
    });
    await expect(grown.read()).rejects.toMatchObject({ code: "refused", message: /acme\/new/ });
  });
}

async function apply(target: Target, to: Configuration): Promise<void> {
  for (const step of await target.plan(to)) await step.apply();
}
