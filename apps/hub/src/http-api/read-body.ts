import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { RequestRefusal } from "./api-error.ts";

const unzip = promisify(gunzip);

/** What a body may weigh on the wire and unpacked, bytes, and how long it may take to arrive, ms. */
export type BodyLimits = { readonly bytes: number; readonly unpacked?: number; readonly patienceMs?: number };

/** The bytes of a request's body, gunzipped when it says so. Refuses what is too large, too slow or packed otherwise. */
export async function readBody(
  request: Request,
  { bytes: most, unpacked = most, patienceMs = 10_000 }: BodyLimits,
): Promise<Uint8Array> {
  const encoding = request.headers.get("content-encoding")?.trim().toLowerCase() ?? "identity";
  if (encoding !== "gzip" && encoding !== "identity") {
    throw new RequestRefusal("unsupported-media-type", 415, "Send the body as it is or packed with gzip.");
  }
  const bytes = await collect(request, most, patienceMs);
  if (encoding === "identity") return bytes;
  try {
    return new Uint8Array(await unzip(bytes, { maxOutputLength: unpacked }));
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(unpacked);
    throw new RequestRefusal("body-malformed", 400, "The body is not what gzip makes.");
  }
}

/** A body of UTF-8 text. */
export async function readText(request: Request, limits: BodyLimits): Promise<string> {
  const bytes = await readBody(request, limits);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new RequestRefusal("body-malformed", 400, "The body is not UTF-8 text.");
  }
}

async function collect(request: Request, most: number, patienceMs: number): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > most) throw tooLarge(most);
  const reader = request.body?.getReader();
  if (reader === undefined) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  let late: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const slow = new RequestRefusal("body-too-slow", 408, "The body took too long to arrive.");
    late = setTimeout(() => reject(slow), patienceMs);
  });
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), timeout]);
      if (done) return Uint8Array.from(Buffer.concat(chunks));
      size += value.length;
      if (size > most) throw tooLarge(most);
      chunks.push(value);
    }
  } catch (error) {
    void reader.cancel().catch(() => {});
    throw error;
  } finally {
    clearTimeout(late);
  }
}

function tooLarge(most: number): RequestRefusal {
  return new RequestRefusal("body-too-large", 413, `The body may weigh ${Math.floor(most / 1024)} KiB at most.`);
}
