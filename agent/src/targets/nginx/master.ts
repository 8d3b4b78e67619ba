import { readFileSync } from "node:fs";
import { messageOf } from "../../agent-error.ts";
import { runBounded } from "../../bounded-process.ts";
import { privilegedHelper } from "../../privileged-helper/helper-client.ts";
import { TargetError } from "../target-error.ts";
import type { NginxTargetConfig } from "./config.ts";

/** What is done to nginx's master process. `check` rejects with `refused` and nginx's own words when the files are wrong. */
export type NginxMaster = { check(): Promise<void>; reload(): Promise<void> };

const CHECK_MS = 1_200;

export function nginxMaster(config: NginxTargetConfig): NginxMaster {
  if (config.helper === undefined) return { check: () => check(config), reload: async () => hangUp(config.pid_file) };
  const { socket, check: checkName, reload: reloadName } = config.helper;
  const helper = privilegedHelper(socket, CHECK_MS);
  return {
    check: async () => void (await helper.run(checkName)),
    reload: async () => void (await helper.run(reloadName)),
  };
}

async function check({ binary, conf, prefix }: NginxTargetConfig): Promise<void> {
  const end = await runBounded({
    command: binary,
    args: ["-t", "-q", "-c", conf, ...(prefix === undefined ? [] : ["-p", prefix])],
    environment: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C" },
    input: "",
    limitMs: CHECK_MS,
    maxOutputBytes: 64 * 1024,
  });
  if (end.kind === "exited" && end.code === 0) return;
  if (end.kind === "timed-out") throw new TargetError("unreachable", `nginx -t took longer than ${CHECK_MS} ms`);
  if (end.kind === "not-started") throw new TargetError("unreachable", `${binary} cannot be run: ${end.error.message}`);
  const said = end.kind === "exited" ? end.stderr.trim() : end.kind;
  throw new TargetError("refused", `nginx refuses its configuration: ${said.slice(0, 300)}`);
}

/** Sends SIGHUP to the process of the pid file, once it is sure that it is an nginx master. */
function hangUp(pidFile: string): void {
  const pid = readPid(pidFile);
  // A pid file may outlive its process, and the number may be another's by now; SIGHUP would end that.
  if (process.platform === "linux" && !titleOf(pid).includes("nginx: master"))
    throw new TargetError("unreachable", `process ${pid} of ${pidFile} is not an nginx master`);
  try {
    process.kill(pid, "SIGHUP");
  } catch (error) {
    const denied = error instanceof Error && "code" in error && error.code === "EPERM";
    throw new TargetError(denied ? "refused" : "unreachable", `nginx's master cannot be signalled`, { cause: error });
  }
}

function readPid(pidFile: string): number {
  try {
    const pid = Number(readFileSync(pidFile, "utf8").trim());
    if (Number.isInteger(pid) && pid > 1) return pid;
  } catch (error) {
    throw new TargetError("unreachable", `${pidFile} cannot be read (${messageOf(error)})`, { cause: error });
  }
  throw new TargetError("unreachable", `${pidFile} holds no process id`);
}

function titleOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
