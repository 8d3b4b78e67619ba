import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { hubDeps } from "../../../deps.ts";
import { archiveAt } from "../../../install/archive.ts";

type Context = { readonly params: Promise<{ readonly file: string }> };

/** Streams the agent archive of the one platform this hub has it for. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { agentArchive } = hubDeps().env;
  const { file } = await params;
  const wanted = agentArchive !== null && file === `agent-${agentArchive.platform}.tar.gz`;
  const archive = wanted ? await archiveAt(agentArchive.path) : null;
  if (archive === null) return new Response("There is no such download.\n", { status: 404 });
  return new Response(Readable.toWeb(createReadStream(archive.path)) as ReadableStream, {
    headers: {
      "content-type": "application/gzip",
      "content-length": String(archive.bytes),
      etag: `"${archive.sha256}"`,
      "x-content-type-options": "nosniff",
    },
  });
}
