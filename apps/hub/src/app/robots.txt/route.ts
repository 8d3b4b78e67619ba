import { readEnvironment } from "../../env.ts";

export const dynamic = "force-dynamic";

/** What crawlers may read: the store, as signed-out people see it. */
export function GET(): Response {
  const { hubUrl } = readEnvironment();
  const lines = [
    "User-agent: *",
    "Allow: /store",
    "Disallow: /store/compare",
    ...[
      "/api/",
      "/fleets",
      "/library",
      "/reviews",
      "/experiments",
      "/settings",
      "/audit",
      "/author",
      "/sign-in",
      "/outbox",
    ].map((path) => `Disallow: ${path}`),
    "",
    `Sitemap: ${hubUrl}/sitemap.xml`,
    "",
  ];
  return new Response(lines.join("\n"), {
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=3600" },
  });
}
