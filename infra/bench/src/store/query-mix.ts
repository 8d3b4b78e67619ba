import { below, randomFromSeed, uniform } from "@fleet-persona/learning";
import type { Random } from "@fleet-persona/learning";
import { mistyped, zipfPick, zipfPlace } from "./store-words.ts";

/** What is asked of the hub; `baseline` is a page that asks the database nothing of the store. */
export const REQUEST_KINDS = ["search", "listing", "seller", "home", "baseline"] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export type StoreRequest = {
  readonly kind: RequestKind;
  readonly path: string;
  /** A search in which a word was mistyped and something was chosen of a facet. */
  readonly demanding: boolean;
};

// Of a hundred requests.
const shares: Readonly<Record<RequestKind, number>> = { search: 52, listing: 26, seller: 7, home: 11, baseline: 4 };

const facets: readonly (readonly [parameter: string, values: readonly string[]])[] = [
  ["signal", ["request_rate", "latency_p95", "error_rate", "queue_depth", "cpu_utilisation", "mobile_share"]],
  ["attribute", ["cpu_allocation", "active_servers", "caching_strategy", "max_connections", "cache_ttl"]],
  ["price", ["free", "one-off", "subscription", "per-agent"]],
  ["grade", ["passed", "passed-with-remarks", "pending"]],
  ["target", ["haproxy", "nginx", "cgroup"]],
  ["licence", ["Apache-2.0", "MIT", "BSD-3-Clause"]],
  ["verified", ["1"]],
];
const intents = ["survive-a-surge", "spend-less", "protect-checkout", "suit-mobile", "ride-the-day"];

/** What there is to ask for: words, and listings and sellers by how often they are visited. */
export type Catalogue = {
  readonly words: readonly string[];
  readonly listings: readonly string[];
  readonly sellers: readonly string[];
};

/** The first `count` requests of the mix with this seed: the same seed, the same requests. */
export function requestMix(
  { words, listings, sellers }: Catalogue,
  seed: number,
  count: number,
): readonly StoreRequest[] {
  const random = randomFromSeed(seed);
  return Array.from({ length: count }, () => {
    const kind = kindOf(random);
    switch (kind) {
      case "search":
        return search(random, words);
      case "listing":
        return { kind, path: `/store/${zipfPick(random, listings)}`, demanding: false };
      case "seller":
        return { kind, path: `/store/${zipfPick(random, sellers)}`, demanding: false };
      case "home":
        return { kind, path: "/store", demanding: false };
      case "baseline":
        return { kind, path: "/sign-in", demanding: false };
      default:
        return kind satisfies never;
    }
  });
}

function kindOf(random: Random): RequestKind {
  let left = uniform(random) * 100;
  for (const kind of REQUEST_KINDS) {
    left -= shares[kind];
    if (left < 0) return kind;
  }
  return "home";
}

function search(random: Random, words: readonly string[]): StoreRequest {
  const params = new URLSearchParams();
  const withIntent = uniform(random) < 0.1;
  const asked = withIntent ? [] : Array.from({ length: 1 + zipfPlace(random, 3) }, () => zipfPick(random, words));
  const slips = asked.length > 0 && uniform(random) < 0.25;
  if (slips) asked[0] = mistyped(random, asked[0] ?? "");
  if (asked.length > 0) params.set("q", asked.join(" "));
  if (withIntent) params.set("intent", intents[below(random, intents.length)] ?? "spend-less");
  const chosen = uniform(random) < 0.5 ? 1 + below(random, 2) : 0;
  for (let place = 0; place < chosen; place += 1) {
    const [parameter, values] = zipfPick(random, facets);
    params.append(parameter, zipfPick(random, values));
  }
  if (uniform(random) < 0.15) params.set("sort", zipfPick(random, ["newest", "rating", "price"]));
  if (uniform(random) < 0.1) params.set("page", String(2 + zipfPlace(random, 4)));
  return { kind: "search", path: `/store?${params.toString()}`, demanding: slips && chosen > 0 };
}
