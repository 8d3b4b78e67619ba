import { createHash } from "node:crypto";

// Short: a new version should be seen soon, and an unchanged answer costs nobody a body.
const cacheControl = "public, max-age=30, stale-while-revalidate=300";

/** An answer that everybody may keep for a while, with the digest of its bytes as ETag; 304 to whoever has it already. */
export function cached(
  request: Request,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>>,
): Response {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  const all = { "cache-control": cacheControl, ...headers, etag };
  if (has(request.headers.get("if-none-match"), etag)) {
    const { "content-type": _type, ...kept } = all as Readonly<Record<string, string>>;
    return new Response(null, { status: 304, headers: kept });
  }
  return new Response(request.method === "HEAD" ? null : (body as BodyInit), { status: 200, headers: all });
}

/** The same for a response that was made already. */
export async function storedAnswer(request: Request, response: Response): Promise<Response> {
  if (response.status !== 200) return response;
  return cached(request, new Uint8Array(await response.arrayBuffer()), Object.fromEntries(response.headers));
}

// RFC 9110 13.1.2: compared weakly, and * is whatever there is.
function has(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  return ifNoneMatch.split(",").some((each) => each.trim() === "*" || each.trim().replace(/^W\//, "") === etag);
}
