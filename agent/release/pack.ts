import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundleAgent, bundleHelper } from "./bundle.ts";
import { layOut, runtimePackages } from "./layout.ts";
import { describeRelease, sha256 } from "./describe-release.ts";

const dist = path.resolve(import.meta.dirname, "../dist");
const name = `fleet-agent-${process.platform}-${process.arch}`;
const folder = path.join(dist, name);
const archive = `${folder}.tar.gz`;
const inputsFile = `${folder}.inputs`;
const sumFile = `${archive}.sha256`;

// Time stamps and owners would make every archive of the same content another one.
const REPRODUCIBLE = ["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner"];

/** Builds the bundles, then the archive a host unpacks; when nothing that goes into it changed, only the bundles. */
const bundles = { agent: await bundleAgent(), helper: await bundleHelper() };
const inputs = inputsDigest();
if (!isBuilt()) {
  layOut(folder, bundles);
  const gnu = process.platform === "linux" ? REPRODUCIBLE : [];
  execFileSync("tar", [...gnu, "--use-compress-program=gzip -n -1", "-cf", `${archive}.new`, "-C", dist, name]);
  renameSync(`${archive}.new`, archive);
  writeFileSync(sumFile, `${await sha256(archive)}  ${name}.tar.gz\n`);
  writeFileSync(inputsFile, inputs);
}
await describeRelease(dist);
process.stdout.write(`${sumFile}\n${readFileSync(sumFile, "utf8")}`);

function isBuilt(): boolean {
  const there = [archive, sumFile, inputsFile, path.join(folder, "bin/fleet-agent")].every((file) => existsSync(file));
  return there && readFileSync(inputsFile, "utf8") === inputs;
}

// Node and the native library are known by version, size and time: hashing 170 MB would cost a warm start a second.
function inputsDigest(): string {
  const { node } = runtimePackages();
  const scripts = ["pack.ts", "layout.ts", "launcher.sh", "helper-launcher.sh"].map((file) =>
    path.join(import.meta.dirname, file),
  );
  const hash = createHash("sha256");
  for (const file of [
    ...filesOf(bundles.agent),
    ...filesOf(bundles.helper),
    ...scripts,
    path.join(node, "package.json"),
  ])
    hash.update(readFileSync(file)).update("\0");
  const runtime = statSync(process.execPath);
  return hash.update(`${process.version} ${runtime.size} ${runtime.mtimeMs}`).digest("hex");
}

function filesOf(bundle: string): string[] {
  const entries = readdirSync(bundle, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
