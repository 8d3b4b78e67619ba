import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { Attribute } from "@fleet-persona/persona";
import { execute, restoreConfiguration, type Move } from "../../apply/executor.ts";
import { openNginxTarget } from "./nginx-target.ts";
import { renderSnippet } from "./snippet.ts";
import { nginxFixture } from "./testing/nginx-fixture.ts";

const hasNginx = existsSync("/usr/sbin/nginx");
if (!hasNginx) process.stderr.write("SKIPPED execute on nginx: no nginx on this machine\n");

const everywhere = { scope: "fleet", cost: "restart", weight: 1 } as const;
const servers: Attribute = {
  ...everywhere,
  name: "active_servers",
  kind: "integer",
  min: 1,
  max: 3,
  unit: "servers",
  scale: "linear",
  default: 3,
  safe: 3,
};
const cache: Attribute = {
  ...everywhere,
  name: "caching_strategy",
  kind: "categorical",
  choices: ["off", "micro", "short"],
  ordered: true,
  default: "off",
  safe: "off",
};

const move: Move = {
  from: { active_servers: 3, caching_strategy: "off" },
  to: { active_servers: 2, caching_strategy: "micro" },
  attributes: [servers, cache],
  allowed: () => true,
  // The loop's own limit for a step, with what a busy machine may add.
  stepLimitMs: 4_000,
  onBegin: () => undefined,
};

test.skipIf(!hasNginx)("execute brings a move of two attributes into force with one reload of nginx", async () => {
  await using nginx = await nginxFixture();
  const target = await openNginxTarget(nginx.config);
  const outcome = await execute(target, move);
  expect(outcome).toMatchObject({ kind: "applied", readBack: move.to });
  expect(await nginx.reloads()).toBe(1);
});

test.skipIf(!hasNginx)("execute undoes a move that nginx refuses, and nothing was reloaded", async () => {
  await using nginx = await nginxFixture();
  const target = await openNginxTarget(nginx.config);
  await writeFile(nginx.mainConf, `${await readFile(nginx.mainConf, "utf8")}\nno_such_directive on;\n`);
  const outcome = await execute(target, move);
  expect(outcome).toMatchObject({ kind: "undone", because: "step-failed" });
  expect(outcome).toMatchObject({ message: expect.stringContaining("no_such_directive") as string });
  expect(await nginx.reloads()).toBe(0);
  expect(await target.read()).toMatchObject(move.from);
});

test.skipIf(!hasNginx)(
  "restoreConfiguration leads nginx back from a crash between its file and its reload",
  async () => {
    await using nginx = await nginxFixture({ min_reload_interval_s: 600 });
    const { config } = nginx;
    const before = await (await openNginxTarget(config)).read();
    await writeFile(config.snippet, renderSnippet(config, { generation: "left", values: { ...before, ...move.to } }));
    const survivor = await openNginxTarget(config);
    expect(await restoreConfiguration(survivor, move.from, move.attributes, 4_000)).toBe(undefined);
    expect(await readFile(config.snippet, "utf8")).toContain('"active_servers":3');
  },
);
