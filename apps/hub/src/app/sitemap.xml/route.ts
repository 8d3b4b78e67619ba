import { countListed, execute } from "@fleet-persona/hub-core";
import { hubDeps } from "../../deps.ts";
import { readEnvironment } from "../../env.ts";
import { sitemapIndex } from "../../store/indexing/sitemap.ts";

export const dynamic = "force-dynamic";

/** The index of the sitemaps. */
export async function GET(): Promise<Response> {
  const listed = await execute(hubDeps().core, null, countListed, {});
  return new Response(sitemapIndex(readEnvironment().hubUrl, listed), {
    headers: { "content-type": "application/xml; charset=utf-8", "cache-control": "public, max-age=3600" },
  });
}
