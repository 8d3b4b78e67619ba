/** A file as the browser has it; nothing is read before `read`. */
export type BundleFile = { readonly name: string; readonly size: number; readonly read: () => Promise<Uint8Array> };

/** How one file stands: what is wrong with it, or that it is as the manifest says. */
export type FileCheck = {
  readonly name: string;
  /** Null where it is missing. */
  readonly size: number | null;
  readonly state: "good" | "bad" | "missing" | "left-out";
  readonly says: string;
};

/** A bundle that can be sent, or files of which at least one cannot. */
export type BundleCheck = {
  readonly files: readonly FileCheck[];
  /** What the manifest says it is; null where it could not be read. */
  readonly says: Claims | null;
  /** Base64 is made of these when it is sent; null while anything is wrong. */
  readonly ready: ReadonlyMap<string, Uint8Array> | null;
};

/** Of the manifest, read but not verified: the hub does that. */
export type Claims = { readonly personaId: string; readonly version: number; readonly name: string };

type Manifest = Claims & { readonly files: ReadonlyMap<string, { readonly bytes: number; readonly sha256: string }> };

/** Null where the browser cannot: a page that is not on HTTPS or this machine. */
export type Sha256 = ((bytes: Uint8Array) => Promise<string>) | null;

const needed = ["persona.json", "policy.onnx", "card.md", "evidence.json", "envelope.json"] as const;
const mebi = 1_048_576;
// As the hub takes them: the manifest's own limit, and all files together.
const mostOf: Readonly<Record<string, number>> = { "persona.json": 256 * 1_024 };
const mostTogether = 32 * mebi;

/**
 * Holds what somebody chose against its own manifest: names, sizes and SHA-256. What is too large is refused before a byte of it is read,
 * and nothing has left the browser yet.
 */
export async function checkBundle(chosen: readonly BundleFile[], sha256: Sha256): Promise<BundleCheck> {
  const early = needed.map((name) => checkPresence(name, chosen));
  const extra = chosen.filter(({ name }) => !needed.some((each) => each === name)).map(leftOut);
  if (early.some(({ state }) => state !== "good")) return { files: [...early, ...extra], says: null, ready: null };
  const contents = new Map<string, Uint8Array>();
  for (const file of chosen) if (needed.some((name) => name === file.name)) contents.set(file.name, await file.read());
  const manifest = readManifest(contents.get("persona.json") ?? new Uint8Array());
  if (manifest === null) {
    const said = "This is no manifest of a Persona. Choose the folder that persona sign made.";
    const files = early.map((file) =>
      file.name === "persona.json" ? { ...file, state: "bad" as const, says: said } : file,
    );
    return { files: [...files, ...extra], says: null, ready: null };
  }
  const files = await Promise.all(early.map((file) => checkContent(file, contents, manifest, sha256)));
  const { personaId, version, name } = manifest;
  const good = files.every(({ state }) => state === "good");
  return { files: [...files, ...extra], says: { personaId, version, name }, ready: good ? contents : null };
}

const leftOut = ({ name, size }: BundleFile): FileCheck => ({
  name,
  size,
  state: "left-out",
  says: "Not part of a bundle: it stays here.",
});

function checkPresence(name: string, chosen: readonly BundleFile[]): FileCheck {
  const found = chosen.filter((file) => file.name === name);
  const [file] = found;
  if (file === undefined) return { name, size: null, state: "missing", says: missing(name) };
  const { size } = file;
  if (found.length > 1)
    return { name, size, state: "bad", says: "It is there twice: choose the folder of one bundle." };
  const most = mostOf[name] ?? mostTogether;
  if (size > most)
    return { name, size, state: "bad", says: `Too large: ${megabytes(size)}, and ${megabytes(most)} at most.` };
  const together = chosen.reduce((sum, each) => sum + (needed.some((need) => need === each.name) ? each.size : 0), 0);
  if (together > mostTogether && size === Math.max(...chosen.map((each) => each.size)))
    return {
      name,
      size,
      state: "bad",
      says: `The files are ${megabytes(together)} together, and ${megabytes(mostTogether)} at most.`,
    };
  return { name, size, state: "good", says: "" };
}

const missing = (name: string): string =>
  name === "envelope.json"
    ? "Not signed yet. Run persona sign on your own machine: your key stays there, and is never sent."
    : "Missing. persona export writes it.";

async function checkContent(
  file: FileCheck,
  contents: ReadonlyMap<string, Uint8Array>,
  manifest: Manifest,
  sha256: Sha256,
): Promise<FileCheck> {
  const bytes = contents.get(file.name) ?? new Uint8Array();
  if (file.name === "persona.json") return { ...file, says: `${manifest.personaId} version ${manifest.version}` };
  if (file.name === "envelope.json") return checkEnvelope(file, bytes);
  const said = manifest.files.get(file.name);
  if (said === undefined)
    return { ...file, state: "bad", says: "The manifest does not name it: sign the bundle again." };
  if (said.bytes !== bytes.length)
    return {
      ...file,
      state: "bad",
      says: `Signed with ${said.bytes} bytes, and it has ${bytes.length}. Sign it again.`,
    };
  if (sha256 === null) return { ...file, says: "The size is as signed; the hub checks the rest." };
  if ((await sha256(bytes)) !== said.sha256)
    return { ...file, state: "bad", says: "It changed after it was signed: its SHA-256 is another. Sign it again." };
  return { ...file, says: `SHA-256 ${said.sha256.slice(0, 12)}… as signed` };
}

function checkEnvelope(file: FileCheck, bytes: Uint8Array): FileCheck {
  const parsed = readJson(bytes);
  const signatures = isRecord(parsed) && Array.isArray(parsed["signatures"]) ? parsed["signatures"].length : 0;
  if (signatures === 0) return { ...file, state: "bad", says: "It holds no signature: run persona sign again." };
  return { ...file, says: `${signatures} ${signatures === 1 ? "signature" : "signatures"}; the hub verifies them` };
}

function readManifest(bytes: Uint8Array): Manifest | null {
  const parsed = readJson(bytes);
  if (!isRecord(parsed)) return null;
  const { id, version, name, files } = parsed;
  if (typeof id !== "string" || typeof version !== "number" || typeof name !== "string") return null;
  if (!Array.isArray(files)) return null;
  const named = files.flatMap((file: unknown) => {
    if (!isRecord(file)) return [];
    const { name: own, bytes: size, sha256 } = file;
    if (typeof own !== "string" || typeof size !== "number" || typeof sha256 !== "string") return [];
    return [[own, { bytes: size, sha256 }] as const];
  });
  return { personaId: id, version, name, files: new Map(named) };
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const megabytes = (bytes: number): string =>
  bytes < mebi ? `${Math.ceil(bytes / 1_024)} KiB` : `${Math.ceil((bytes / mebi) * 10) / 10} MiB`;
