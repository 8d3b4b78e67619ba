import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { GROUPS, plainGroups } from "./testing/plain-groups.ts";

const NOBODY = 65_534;
const script = resolve(import.meta.dirname, "testing/one-change.ts");
const asNobody = { uid: NOBODY, gid: NOBODY, cwd: "/", encoding: "utf8" } as const;

const obstacle = whyNot();
if (obstacle !== null) process.stderr.write(`SKIPPED cgroupTarget as an unprivileged user: ${obstacle}\n`);

function whyNot(): string | null {
  if (process.getuid?.() !== 0) return "only root can start another user's process";
  const probe = spawnSync(
    process.execPath,
    ["-e", `require("node:fs").readFileSync(${JSON.stringify(script)})`],
    asNobody,
  );
  return probe.status === 0 ? null : "an unprivileged user cannot read this clone";
}

test.skipIf(obstacle !== null)(
  "cgroupTarget changes a quota through the helper that its own user may not write, and not without",
  async () => {
    await using groups = await plainGroups(2);
    const { folder, config } = groups;
    await chmod(folder, 0o755);
    await mkdir(join(folder, "etc"));
    const list = join(folder, "etc/allow.json");
    await writeFile(list, JSON.stringify({ files: GROUPS.map(({ name }) => groups.fileOf(name)) }));
    const socket = join(folder, "helper.sock");
    const main = resolve(import.meta.dirname, "../../privileged-helper/main.ts");
    // As its systemd unit does it: root, in the agent's group.
    const helper = spawn(process.execPath, [main, "--allow-list", list, "--socket", socket], { gid: NOBODY });
    await once(helper.stderr, "data");
    try {
      const change = (target: object, cores: string) =>
        spawnSync(process.execPath, [script, JSON.stringify(target), cores], asNobody);
      const alone = change(config, "0.3");
      expect(alone.status).not.toBe(0);
      expect(await groups.quota("s1")).toBe("5000 50000");
      const helped = change({ ...config, helper: socket }, "0.3");
      expect(helped.stderr).toBe("");
      expect(JSON.parse(helped.stdout)).toEqual({ cpu_allocation: expect.closeTo(0.3, 6) as number });
      expect(await groups.quota("s1")).toBe("7500 50000");
    } finally {
      helper.kill("SIGTERM");
      await once(helper, "exit");
    }
  },
);
