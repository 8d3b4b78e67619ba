import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** A page that is the same for everybody: its head and its text, with the nonce cut out. */
export type KeptPage = {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly parts: readonly string[];
};

/** A page with a nonce of its own. */
export type FreshPage = {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
};

type Options = { readonly keptMs: number; readonly mostBytes: number; readonly now?: () => number };

const mark = "\u0000nonce\u0000";

/** What a page is kept under; null where a request may be answered by nothing that was kept: whoever carries a cookie may be somebody. */
export function pageKey(
  method: string | undefined,
  url: string | undefined,
  headers: IncomingHttpHeaders,
): string | null {
  if (method !== "GET" || url === undefined || !/^\/store(?:$|[/?])/.test(url) || url.length > 1_000) return null;
  const names = Object.keys(headers);
  const asksForMore = names.some((name) =>
    /^(?:cookie|authorization|range|rsc|if-|next-|x-middleware-|x-nextjs-)/.test(name),
  );
  if (asksForMore) return null;
  // Next answers these differently.
  const isLoaded = headers.accept?.includes("text/html") === true;
  const isMachine = /bot|crawl|spider|preview|embed|slurp|facebook|google|whatsapp|yandex/i.test(
    headers["user-agent"] ?? "",
  );
  return `${isLoaded ? "page" : "any"} ${isMachine ? "machine" : "person"} ${url}`;
}

/** Keeps pages for a moment. A page leaves with a nonce that no other has; what sets a cookie or is no page is never kept. */
export function pageCache({ keptMs, mostBytes, now = Date.now }: Options) {
  const kept = new Map<string, { readonly until: number; readonly size: number; readonly page: KeptPage }>();
  let bytes = 0;
  let changes = 0;
  const forget = (key: string): void => {
    bytes -= kept.get(key)?.size ?? 0;
    kept.delete(key);
  };
  return {
    /** What was kept, with a new nonce. */
    get(key: string): FreshPage | null {
      const found = kept.get(key);
      if (found === undefined) return null;
      if (found.until > now()) return withNonce(found.page);
      forget(key);
      return null;
    },
    /** Something may have changed: nothing that was kept is given out any more, nor what is being made. */
    clear(): void {
      kept.clear();
      bytes = 0;
      changes += 1;
    },
    /** How often something changed; a page is kept only if nothing did while it was made. */
    get changes(): number {
      return changes;
    },
    put(key: string, status: number, page: FreshPage, since: number): void {
      const cut = since === changes && status === 200 ? withoutNonce(page) : null;
      const size = 2 * page.body.length;
      if (cut === null || size > mostBytes / 8) return;
      forget(key);
      kept.set(key, { until: now() + keptMs, size, page: cut });
      bytes += size;
      for (const [oldest] of kept) {
        if (bytes <= mostBytes) break;
        forget(oldest);
      }
    },
  };
}

function withoutNonce({ headers, body }: FreshPage): KeptPage | null {
  const policy = headers.find(([name]) => name === "content-security-policy")?.[1];
  const nonce = policy === undefined ? undefined : /'nonce-([A-Za-z0-9+/=]{24})'/.exec(policy)?.[1];
  const isPage = headers.some(([name, value]) => name === "content-type" && value.startsWith("text/html"));
  const isPersonal = headers.some(([name]) => name === "set-cookie");
  if (nonce === undefined || !isPage || isPersonal || body.includes(mark)) return null;
  return { headers: headers.map(([name, value]) => [name, value.replaceAll(nonce, mark)]), parts: body.split(nonce) };
}

function withNonce({ headers, parts }: KeptPage): FreshPage {
  const nonce = randomBytes(16).toString("base64");
  return { headers: headers.map(([name, value]) => [name, value.replaceAll(mark, nonce)]), body: parts.join(nonce) };
}
