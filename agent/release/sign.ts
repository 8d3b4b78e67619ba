import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { keyPairFromSeed, signRelease } from "@fleet-persona/persona";

/** `node release/sign.ts SEED_FILE [FOLDER]`: signs FOLDER's release.json (default dist) with the key of a file of 64 hex digits. */
const [seedFile, folder = path.resolve(import.meta.dirname, "../dist")] = process.argv.slice(2);
const seed = seedFile === undefined ? "" : readFileSync(seedFile, "utf8").trim();
if (!/^[0-9a-f]{64}$/.test(seed)) {
  process.stderr.write(
    "Name a file with the release key's seed, 64 hex digits: node release/sign.ts SEED_FILE [FOLDER]\n",
  );
  process.exit(2);
}
const key = keyPairFromSeed(Uint8Array.from(Buffer.from(seed, "hex")));
writeFileSync(path.join(folder, "release.sig"), signRelease(readFileSync(path.join(folder, "release.json")), key));
process.stdout.write(`Signed. AGENT_RELEASE_KEY=${Buffer.from(key.publicKey).toString("base64")}\n`);
