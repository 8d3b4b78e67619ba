import { createHash } from "node:crypto";
import {
  copyFileSync,
  createReadStream,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { agentReleaseSchema, canonicalBytes } from "@fleet-persona/persona";
import { AGENT_VERSION } from "../src/version.ts";

/**
 * Writes `release.json` beside the archives in `folder`: the installer and the archive of every platform that is there, with size
 * and digest. Whoever holds the release key signs these bytes; nothing else is needed to trust the files.
 */
export async function describeRelease(folder: string): Promise<void> {
  copyFileSync(path.join(import.meta.dirname, "install.sh"), path.join(folder, "install.sh"));
  const archives = readdirSync(folder).filter((name) => /^fleet-agent-[a-z0-9-]+\.tar\.gz$/.test(name));
  const files = await Promise.all(
    ["install.sh", ...archives.sort()].map(async (name) => {
      const file = path.join(folder, name);
      return { name, bytes: statSync(file).size, sha256: await sha256(file) };
    }),
  );
  const release = agentReleaseSchema.parse({ schema: "fleet-persona-agent-release/1", version: AGENT_VERSION, files });
  const bytes = Buffer.from(canonicalBytes(release));
  const manifest = path.join(folder, "release.json");
  if (!existsSync(manifest) || !readFileSync(manifest).equals(bytes)) writeFileSync(manifest, bytes);
}

/** Hex. */
export async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
