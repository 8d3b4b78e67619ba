import { HubError } from "@fleet-persona/hub-core";
import type { RateLeft } from "@fleet-persona/hub-core";
import { clientAddress, networkOf } from "../net/client-address.ts";

/** Requests a minute without a token that one network may make of one process of the hub. */
export const publicPerMinute = 300;
const windowMs = 60_000;

export type Visitors = {
  /** Counts one request; `left` below 0 says that it is one too many. */
  take(headers: Headers, now: Date): RateLeft;
};

type Options = {
  readonly perMinute?: number;
  readonly trustedProxies: number;
  /** How many are counted in one minute, some 10 MB; whoever comes after them shares one count. */
  readonly mostNetworks?: number;
  /** Told once what an operator should know. */
  readonly say?: (line: string) => void;
};

const unnamedProxy =
  "The API refuses an address that asked too often without a token and speaks for others (X-Forwarded-For). If it is a proxy of yours, say with TRUSTED_PROXIES how many there are: until then all who come through it share one limit.";

/** Counts what is asked without a token, by network and minute. In memory: reading must not write. */
export function visitors({
  perMinute = publicPerMinute,
  trustedProxies,
  mostNetworks = 100_000,
  say = (line) => console.warn(`api: ${line}`),
}: Options): Visitors {
  const counts = new Map<string, number>();
  let window = 0;
  let isSaid = false;
  return {
    take(headers, now) {
      const current = Math.floor(now.getTime() / windowMs);
      if (current !== window) counts.clear();
      window = current;
      const network = networkOf(clientAddress(headers, trustedProxies));
      const key = counts.has(network) || counts.size < mostNetworks ? network : "others";
      const used = (counts.get(key) ?? 0) + 1;
      counts.set(key, used);
      if (used > perMinute && trustedProxies === 0 && !isSaid && headers.has("x-forwarded-for")) {
        isSaid = true;
        say(unnamedProxy);
      }
      const resetSeconds = Math.ceil(((current + 1) * windowMs - now.getTime()) / 1_000);
      return { limit: perMinute, left: perMinute - used, resetSeconds };
    },
  };
}

/** Counts one request and refuses one too many; `answer` gets what is left. */
export function countVisitor(counted: Visitors, request: Request, now: Date, answer: Headers): void {
  const { limit, left, resetSeconds } = counted.take(request.headers, now);
  answer.set("ratelimit-policy", `"address";q=${limit};w=${windowMs / 1_000}`);
  answer.set("ratelimit", `"address";r=${Math.max(0, left)};t=${resetSeconds}`);
  if (left >= 0) return;
  answer.set("retry-after", String(resetSeconds));
  throw new HubError(
    "rate-limited",
    `More than ${limit} requests a minute came from this address. Go on in ${resetSeconds} s; lists take up to 100 at a time, and an ETag costs nobody a body.`,
  );
}
