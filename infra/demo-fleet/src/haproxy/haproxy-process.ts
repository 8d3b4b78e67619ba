import { spawn, type ChildProcess } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { rm } from "node:fs/promises";
import { connect } from "node:net";
import { delimiter, join } from "node:path";
import { endProcess, preferProcess } from "../child-process.ts";
import { FleetError } from "../fleet-error.ts";

/** Where a program is, looked up on PATH and in the folders that PATH of an ordinary user lacks; null when nowhere. */
export function findProgram(name: string): string | null {
  const folders = [
    ...(process.env["PATH"] ?? "").split(delimiter),
    "/usr/sbin",
    "/usr/local/sbin",
    "/opt/homebrew/sbin",
  ];
  for (const folder of folders) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      continue;
    }
  }
  return null;
}

/** Starts HAProxy in the foreground and waits until it answers; rejects with `haproxy-missing` or `haproxy-failed`. */
export async function startHaproxy(configFile: string, socket: string): Promise<ChildProcess> {
  const haproxy = findProgram("haproxy");
  if (haproxy === null) {
    throw new FleetError(
      "haproxy-missing",
      "HAProxy is not installed; on Debian or Ubuntu run: apt-get install haproxy",
    );
  }
  await rm(socket, { force: true });
  // Where the kernel can, HAProxy ends with us even when we are killed.
  const keeper = process.platform === "linux" ? findProgram("setpriv") : null;
  const args = ["-db", "-q", "-f", configFile];
  const child = keeper
    ? spawn(keeper, ["--pdeathsig", "KILL", haproxy, ...args], { detached: true, stdio: ["ignore", "ignore", "pipe"] })
    : spawn(haproxy, args, { detached: true, stdio: ["ignore", "ignore", "pipe"] });
  preferProcess(child);
  let said = "";
  child.on("error", () => undefined);
  child.stderr?.on("data", (chunk: Buffer) => (said = `${said}${chunk.toString("utf8")}`.slice(-2_000)));
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    if (await answers(socket)) return child;
    await new Promise((resolve) => {
      setTimeout(resolve, 25);
    });
  }
  await endProcess(child);
  const why = said.split("\n").find((line) => line.includes("ALERT")) ?? said.trim();
  throw new FleetError("haproxy-failed", `HAProxy did not start: ${why}`);
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socket);
    probe.on("connect", () => {
      probe.destroy();
      resolve(true);
    });
    probe.on("error", () => resolve(false));
  });
}
