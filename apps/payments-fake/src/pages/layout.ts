import { html, type Html } from "./html.ts";

/** Where a page's forms may lead besides here, so that the browser lets them. */
export type Page = {
  readonly title: string;
  readonly body: Html;
  readonly wide?: boolean;
  readonly leadsTo?: readonly (string | null)[];
  readonly status?: number;
};

export function layout({ title, body, wide = false }: Page): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} · Test payments</title>
        <link rel="stylesheet" href="/assets/pages.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <p class="banner" role="note"><strong>Test mode</strong> No money moves here, and no real card works.</p>
        <main class="${wide ? "wide" : "narrow"}">${body}</main>
      </body>
    </html>`.text;
}

/** The headers of a page: nothing from elsewhere, and forms only to here and to where the page leads on. */
export function pageHeaders(leadsTo: readonly (string | null)[]): Record<string, string> {
  const origins = new Set(
    leadsTo.flatMap((url) => (url === null ? [] : [new URL(url.replaceAll("{CHECKOUT_SESSION_ID}", "id")).origin])),
  );
  return {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": `default-src 'none'; style-src 'self'; img-src data:; form-action 'self' ${[...origins].join(" ")}; frame-ancestors 'none'; base-uri 'none'`,
    "x-content-type-options": "nosniff",
    // Not "no-referrer": with it a browser hides even from this server that its own form was sent.
    "referrer-policy": "same-origin",
  };
}
