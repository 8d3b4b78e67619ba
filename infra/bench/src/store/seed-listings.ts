import { below, uniform } from "@fleet-persona/learning";
import type { Random } from "@fleet-persona/learning";
import type { Sql } from "postgres";
import { zipfPick, zipfPlace } from "./store-words.ts";

const signals = [
  ..."request_rate latency_p95 error_rate queue_depth cpu_utilisation latency_p50 latency_p99 cache_hit_ratio throughput mobile_share".split(
    " ",
  ),
  ..."checkout_share search_share session_depth conversion_rate revenue_rate campaign_active campaign_starts_in region_share".split(
    " ",
  ),
  ...Array.from({ length: 40 }, (_, place) => `shop.figure_${place + 1}`),
];
const attributes = [
  ..."cpu_allocation active_servers caching_strategy load_balancing_algorithm max_connections cache_ttl queue_limit".split(
    " ",
  ),
  ..."request_timeout compression".split(" "),
  ...Array.from({ length: 60 }, (_, place) => `shop.setting_${place + 1}`),
];
const licences = "Apache-2.0 MIT BSD-3-Clause MPL-2.0 GPL-3.0-only AGPL-3.0-only LicenseRef-Commercial CC-BY-4.0".split(
  " ",
);
const intentTags =
  "cost prepare-for-surge flash-crowd minimise-cost diurnal mobile checkout optimise-for-mobile protect-checkout latency caching".split(
    " ",
  );
const targets = ["haproxy", "haproxy", "haproxy", "nginx", "cgroup", "script"];

const batch = 5_000;

type Listing = {
  n: number;
  title: string;
  summary: string;
  tags: string;
  signals: string;
  attributes: string;
  licence: string;
};

function listing(random: Random, n: number, words: readonly string[]): Listing {
  const some = <T>(count: number, from: readonly T[]): T[] => [
    ...new Set(Array.from({ length: count }, () => zipfPick(random, from))),
  ];
  const title = Array.from({ length: 2 + below(random, 2) }, () => zipfPick(random, words)).join(" ");
  const tags = [...some(1 + below(random, 2), intentTags), ...some(1, words)];
  if (uniform(random) < 0.7) tags.push(targets[below(random, targets.length)] ?? "haproxy");
  return {
    n,
    title: (title[0] ?? "").toUpperCase() + title.slice(1),
    summary: `${Array.from({ length: 10 + below(random, 12) }, () => zipfPick(random, words)).join(" ")}.`,
    tags: [...new Set(tags)].join(","),
    signals: some(3 + below(random, 8), signals).join(","),
    attributes: some(1 + below(random, 5), attributes).join(","),
    licence: licences[zipfPlace(random, licences.length)] ?? "MIT",
  };
}

/** Makes up what `count` listings say of themselves, as rows of `seed_listings` that the statements after it build everything from. */
export async function makeUpListings(sql: Sql, random: Random, words: readonly string[], count: number): Promise<void> {
  await sql`create unlogged table if not exists seed_listings
    (n integer primary key, title text, summary text, tags text, signals text, attributes text, licence text)`;
  for (let from = 1; from <= count; from += batch) {
    const rows = Array.from({ length: Math.min(batch, count - from + 1) }, (_, place) =>
      listing(random, from + place, words),
    );
    await sql`insert into seed_listings select * from jsonb_to_recordset(${sql.json(rows)})
      as t (n integer, title text, summary text, tags text, signals text, attributes text, licence text)`;
  }
}
