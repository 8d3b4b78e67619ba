import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { publishTargets } from "../tuf/repository.ts";
import { refreshTargets } from "../tuf/refresh.ts";
import { tufFileName, type TufDocument } from "../tuf/metadata.ts";
import { renewRoot, replaceKey } from "./renew-root.ts";
import { createTrustFolder, openTrustFolder, readAnchors } from "./trust-folder.ts";

let drawn = 0;
const making = {
  passphrase: "for every day",
  rootPassphrase: "for the safe",
  now: Date.now(),
  randomBytes: (length: number) => new Uint8Array(length).fill((drawn += 1)),
};

describe("a folder of signing keys", { timeout: 60_000 }, () => {
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "trust-"));
    await createTrustFolder(folder, making);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** What a client that pinned the first root makes of the folder's keys as they are now. */
  async function seenBy(client: string, roots: readonly TufDocument[]): Promise<string> {
    const { repository } = await openTrustFolder(folder, making.passphrase);
    const files = new Map(
      [...roots, ...publishTargets(null, new Map(), repository, Date.now())].map((each) => [
        tufFileName(each),
        each.body,
      ]),
    );
    const { root } = readAnchors(folder);
    const fresh = await refreshTargets({
      folder: join(folder, client),
      root: new Uint8Array(Buffer.from(root, "base64")),
      baseUrl: "http://hub/tuf",
      paths: [],
      get: (url) => {
        const bytes = files.get(url.split("/").at(-1) ?? "");
        return Promise.resolve({ status: bytes === undefined ? 404 : 200, bytes: bytes ?? new Uint8Array() });
      },
    });
    return fresh.kind === "fresh" ? "fresh" : fresh.code;
  }

  it("createTrustFolder makes a key for each purpose, that only its owner can read, and anchors without any", async () => {
    const names = readdirSync(folder).filter((name) => name.endsWith(".key.json"));
    expect(names).toHaveLength(6);
    for (const name of names) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    expect(await seenBy("host", [])).toBe("fresh");
    expect(readFileSync(join(folder, "anchors.json"), "utf8")).not.toContain("ciphertext");
    await expect(createTrustFolder(folder, making)).rejects.toThrow(/EEXIST/);
  });

  it("openTrustFolder needs the passphrase, and no more than the worker's", async () => {
    await expect(openTrustFolder(folder, "guessed")).rejects.toMatchObject({ code: "passphrase-wrong" });
    await expect(openTrustFolder(join(folder, "none"), "x")).rejects.toMatchObject({ code: "key-file-invalid" });
  });

  it("replaceKey and renewRoot take every host along, a replaced root key included", async () => {
    await replaceKey(folder, "tuf-timestamp", making);
    expect(await seenBy("early", [])).toBe("metadata-unsigned");
    await expect(renewRoot(folder, { ...making, rootPassphrase: "guessed" })).rejects.toMatchObject({
      code: "passphrase-wrong",
    });
    const second = await renewRoot(folder, making);
    expect(await seenBy("later", [second])).toBe("fresh");
    await replaceKey(folder, "tuf-root", making);
    const third = await renewRoot(folder, making);
    expect(await seenBy("latest", [second, third])).toBe("fresh");
    expect((await openTrustFolder(folder, making.passphrase)).roots.map(({ version }) => version)).toEqual([1, 2, 3]);
  });
});
