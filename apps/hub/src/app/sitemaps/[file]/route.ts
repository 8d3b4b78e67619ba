import { execute, intents, listForSitemap } from "@fleet-persona/hub-core";
import { hubDeps } from "../../../deps.ts";
import { readEnvironment } from "../../../env.ts";
import { listingsSitemap, pagesSitemap } from "../../../store/indexing/sitemap.ts";

export const dynamic = "force-dynamic";

const headers = { "content-type": "application/xml; charset=utf-8", "cache-control": "public, max-age=3600" };

/** One file of the sitemap: the pages that are always there, or listings as they come out of the database. */
export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const { file } = await params;
  const { hubUrl } = readEnvironment();
  if (file === "pages.xml") {
    const paths = ["/store", ...intents.map(({ slug }) => `/store?intent=${slug}`)];
    return new Response(pagesSitemap(hubUrl, paths), { headers });
  }
  const number = /^listings-(?<number>[1-9]\d{0,3})\.xml$/.exec(file)?.groups?.["number"];
  if (number === undefined) return new Response("Not found\n", { status: 404 });
  const { core } = hubDeps();
  const pieces = listingsSitemap(hubUrl, Number(number), (asked) => execute(core, null, listForSitemap, asked));
  const first = await pieces.next();
  if (first.done === true) return new Response("Not found\n", { status: 404 });
  return new Response(streamOf(first.value, pieces), { headers });
}

function streamOf(first: string, rest: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(first)),
    async pull(controller) {
      const { done, value } = await rest.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await rest.return(undefined);
    },
  });
}
