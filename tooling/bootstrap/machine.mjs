// Plain JavaScript for any Node >= 20: this runs before anything is installed.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Ends with one sentence and the way out, never a stack trace. */
function stop(sentence) {
  process.stderr.write(`\n${sentence}\n`);
  process.exit(1);
}

export function say(line) {
  process.stderr.write(`${line}\n`);
}

export function requireNode() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 20)
    stop(
      `Fleet Persona needs Node 20 or newer, this is ${process.version}. Install a newer Node and run the same command again.`,
    );
  try {
    mkdirSync(path.join(root, "node_modules"), { recursive: true });
    writeFileSync(path.join(root, "node_modules/.writable"), "");
  } catch (error) {
    stop(
      `The folder ${root} cannot be written (${error.code}). Clone the project into a folder you own, or fix its permissions, and run the same command again.`,
    );
  }
}

const onPath = (command) =>
  (process.env.PATH ?? "")
    .split(path.delimiter)
    .concat("/usr/sbin", "/usr/local/sbin")
    .some((folder) => folder && existsSync(path.join(folder, command)));

/** Makes sure that one of `commands` exists; as root on Debian or Ubuntu it installs `debianPackage`, elsewhere it prints the command. */
export async function requireSystemPackage({ commands, debianPackage, purpose }) {
  if (commands.some(onPath)) return;
  if (!mayInstall())
    stop(
      `${commands[0]} is needed ${purpose} and is not on this machine. Run:  ${howToInstall(debianPackage)}\nthen run the same command again.`,
    );
  say(`Installing ${debianPackage} with apt-get (needed ${purpose}) …`);
  const problem = installWithApt(debianPackage);
  if (problem !== null)
    stop(`apt-get could not install ${debianPackage}:\n${problem}\nInstall it by hand and run the same command again.`);
}

/**
 * The same for what can be done without: where it cannot be had this says what happens instead, goes on, and gives false. Its
 * service is not started.
 */
export async function offerSystemPackage({ commands, debianPackage, purpose, without }) {
  if (commands.some(onPath)) return true;
  const instead = `${without}: ${howToInstall(debianPackage)}`;
  if (!mayInstall()) {
    say(`${commands[0]} is wanted ${purpose} and is not on this machine: ${instead}`);
    return false;
  }
  say(`Installing ${debianPackage} with apt-get (wanted ${purpose}) …`);
  const problem = withoutServices(() => installWithApt(debianPackage));
  if (problem !== null) say(`apt-get could not install ${debianPackage} (${problem}): ${instead}`);
  return problem === null;
}

const mayInstall = () => process.getuid?.() === 0 && onPath("apt-get");

function howToInstall(debianPackage) {
  if (onPath("apt-get")) return `sudo apt-get install -y ${debianPackage}`;
  if (process.platform === "darwin") return `brew install ${debianPackage}`;
  return `install the package "${debianPackage}" with your system's package manager`;
}

/** Gives the last lines of what went wrong, or null. */
function installWithApt(debianPackage) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = () =>
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", debianPackage], { env, encoding: "utf8" });
  let result = install();
  if (result.status !== 0) {
    spawnSync("apt-get", ["update", "-qq"], { env, encoding: "utf8" });
    result = install();
  }
  return result.status === 0 ? null : (result.stderr ?? "").trim().split("\n").slice(-3).join("\n");
}

/** Runs `work` while Debian's packages start no services. The policy says no only as long as this process lives, should it be left behind. */
function withoutServices(work) {
  const policy = "/usr/sbin/policy-rc.d";
  const isOurs = !existsSync(policy);
  if (isOurs)
    writeFileSync(policy, `#!/bin/sh\nkill -0 ${process.pid} 2>/dev/null && exit 101\nexit 0\n`, { mode: 0o755 });
  try {
    return work();
  } finally {
    if (isOurs) rmSync(policy, { force: true });
  }
}

/** Installs the workspace with the pinned pnpm; a second run with the same lockfile costs nothing. */
export async function installWorkspace() {
  const pin = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).packageManager;
  const state = createHash("sha256");
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json"])
    state.update(readFileSync(path.join(root, file)));
  const stamp = path.join(root, "node_modules/.installed-lockfile");
  const wanted = state.digest("hex");
  if (
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === wanted &&
    existsSync(path.join(root, "node_modules/.modules.yaml"))
  )
    return;
  say(`Installing dependencies with ${pin} …`);
  const quiet = { npm_config_loglevel: "error", npm_config_fund: "false", npm_config_update_notifier: "false" };
  const code = await run("npx", ["--yes", pin, "install", "--frozen-lockfile", "--reporter=append-only"], {
    env: quiet,
    quietUnlessFailed: true,
  });
  if (code !== 0)
    stop(
      "The dependencies could not be installed. Check that the npm registry can be reached (npm ping) and run the same command again.",
    );
  writeFileSync(stamp, wanted);
}

/** The pinned Node 24 that the workspace brings, first on PATH for everything below it. */
export function workspaceEnvironment() {
  return {
    ...process.env,
    PATH: [
      path.join(root, "node_modules/node-runtime/bin"),
      path.join(root, "node_modules/.bin"),
      process.env.PATH,
      "/usr/sbin",
    ].join(path.delimiter),
    NEXT_TELEMETRY_DISABLED: "1",
    TURBO_TELEMETRY_DISABLED: "1",
    DO_NOT_TRACK: "1",
    NODE_NO_WARNINGS: "1",
  };
}

export const workspaceNode = path.join(root, "node_modules/node-runtime/bin/node");

/** Runs a command in the project's root, passing signals on; resolves to its exit code. */
export function run(command, args, { env = {}, quietUnlessFailed = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: quietUnlessFailed ? ["ignore", "pipe", "pipe"] : "inherit",
    });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    const pass = (signal) => child.kill(signal);
    process.on("SIGINT", pass).on("SIGTERM", pass).on("SIGHUP", pass);
    child.on("error", (error) => {
      say(`${command} could not be started: ${error.message}`);
      resolve(127);
    });
    child.on("exit", (code, signal) => {
      process.off("SIGINT", pass).off("SIGTERM", pass).off("SIGHUP", pass);
      if (quietUnlessFailed && code !== 0) say(output.split("\n").slice(-40).join("\n"));
      resolve(code ?? (signal ? 1 : 0));
    });
  });
}
