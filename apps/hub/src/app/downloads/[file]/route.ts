import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { hubDeps } from "../../../deps.ts";
import { releaseFile, type ReleaseSettings } from "../../../install/release.ts";

type Context = { readonly params: Promise<{ readonly file: string }> };

const nosniff = { "x-content-type-options": "nosniff" };

/** Streams a file of the signed release, or what says which they are: `release.json` and `release.sig`. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const settings = hubDeps().env.agentRelease;
  const { file } = await params;
  if (settings === null) return missing();
  if (file === "release.json" || file === "release.sig") return described(settings, file);
  const found = await releaseFile(settings, file);
  if (found === null) return missing();
  return new Response(Readable.toWeb(createReadStream(found.path)) as ReadableStream, {
    headers: {
      ...nosniff,
      "content-type": file.endsWith(".gz") ? "application/gzip" : "text/x-shellscript; charset=utf-8",
      "content-length": String(found.bytes),
      etag: `"${found.sha256}"`,
    },
  });
}

async function described(settings: ReleaseSettings, file: "release.json" | "release.sig"): Promise<Response> {
  const bytes = await readFile(file === "release.json" ? settings.manifest : settings.signature).catch(() => null);
  const type = file === "release.json" ? "application/json" : "text/plain; charset=utf-8";
  if (bytes === null) return missing();
  return new Response(bytes, { headers: { ...nosniff, "content-type": type, "cache-control": "no-store" } });
}

const missing = () => new Response("There is no such download.\n", { status: 404 });
