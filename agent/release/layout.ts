import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const PLATFORM = `${process.platform}/${process.arch}`;
const require = createRequire(import.meta.url);

/** The installed onnxruntime-node and its JavaScript part, wherever the package manager put them. */
export function runtimePackages(): { node: string; common: string } {
  const node = path.dirname(path.dirname(require.resolve("onnxruntime-node")));
  const common = createRequire(path.join(node, "package.json")).resolve("onnxruntime-common");
  return { node, common: path.resolve(common, "../../..") };
}

/** Fills `folder` with everything that a host needs and nothing for another platform. */
export function layOut(folder: string, bundles: { agent: string; helper: string }): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, "bin"), { recursive: true });
  copyNode(path.join(folder, "bin/node"));
  copyLauncher("launcher.sh", path.join(folder, "bin/fleet-agent"));
  copyLauncher("helper-launcher.sh", path.join(folder, "bin/fleet-agent-helper"));
  for (const bundle of [bundles.agent, bundles.helper]) cpSync(bundle, folder, { recursive: true });
  copyRuntime(path.join(folder, "node_modules"));
}

function copyLauncher(from: string, to: string): void {
  copyFileSync(path.join(import.meta.dirname, from), to);
  chmodSync(to, 0o755);
}

function copyNode(to: string): void {
  copyFileSync(process.execPath, to);
  chmodSync(to, 0o755);
  try {
    execFileSync("strip", [to], { stdio: "ignore" });
  } catch {
    // No strip on this machine: the archive is 18 MB larger, and works.
  }
}

function copyRuntime(modules: string): void {
  const { node, common } = runtimePackages();
  const nodeTo = path.join(modules, "onnxruntime-node");
  const commonTo = path.join(modules, "onnxruntime-common");
  copyManifest(node, nodeTo);
  copyScripts(path.join(node, "dist"), path.join(nodeTo, "dist"));
  const native = path.join("bin/napi-v6", PLATFORM);
  mkdirSync(path.join(nodeTo, native), { recursive: true });
  for (const file of readdirSync(path.join(node, native))) {
    // Whatever CUDA or TensorRT left here is a gigabyte that an agent never loads.
    if (/cuda|tensorrt|providers/.test(file)) continue;
    copyFileSync(path.join(node, native, file), path.join(nodeTo, native, file));
  }
  copyManifest(common, commonTo);
  copyScripts(path.join(common, "dist/cjs"), path.join(commonTo, "dist/cjs"));
}

// Without its install scripts and its dependencies on a downloader and an unzipper.
function copyManifest(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  const { name, version, license, main } = JSON.parse(readFileSync(path.join(from, "package.json"), "utf8")) as Record<
    string,
    string
  >;
  writeFileSync(path.join(to, "package.json"), `${JSON.stringify({ name, version, license, main })}\n`);
}

function copyScripts(from: string, to: string): void {
  cpSync(from, to, {
    recursive: true,
    filter: (source) => !/\.(?:map|d\.ts|ts)$/.test(source),
  });
}
