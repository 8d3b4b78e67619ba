import { randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** A page as it leaves, plain and whole; in it a nonce of its own. */
export type FreshPage = {
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
};

/** A page that is the same for everybody, but for the nonce that it was made with. */
type KeptPage = FreshPage & {
  readonly nonce: string;
  /** Where in the text the nonce stands; looked for when somebody asks for the page again, which few pages live to see. */
  places: readonly number[] | null;
};

type Options = { readonly keptMs: number; readonly mostBytes: number; readonly now?: () => number };

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
      const nonce = since === changes && status === 200 ? nonceOf(page) : null;
      const size = page.body.length;
      if (nonce === null || size > mostBytes / 8) return;
      forget(key);
      kept.set(key, { until: now() + keptMs, size, page: { ...page, nonce, places: null } });
      bytes += size;
      for (const [oldest] of kept) {
        if (bytes <= mostBytes) break;
        forget(oldest);
      }
    },
  };
}

/** The nonce of a page that may be kept; null where it may not. */
function nonceOf({ headers }: FreshPage): string | null {
  const policy = headers.find(([name]) => name === "content-security-policy")?.[1];
  const nonce = policy === undefined ? undefined : /'nonce-([A-Za-z0-9+/=]{24})'/.exec(policy)?.[1];
  const isPage = headers.some(([name, value]) => name === "content-type" && value.startsWith("text/html"));
  const isPersonal = headers.some(([name]) => name === "set-cookie");
  return nonce === undefined || !isPage || isPersonal ? null : nonce;
}

// As long as the old one, so it is written over it.
function withNonce(page: KeptPage): FreshPage {
  const nonce = randomBytes(16).toString("base64");
  const places = (page.places ??= placesOf(page.body, page.nonce));
  const body = Buffer.from(page.body);
  for (const place of places) body.write(nonce, place, "latin1");
  return { headers: page.headers.map(([name, value]) => [name, value.replaceAll(page.nonce, nonce)]), body };
}

function placesOf(body: Buffer, text: string): readonly number[] {
  const places: number[] = [];
  for (let at = body.indexOf(text); at !== -1; at = body.indexOf(text, at + text.length)) places.push(at);
  return places;
}
