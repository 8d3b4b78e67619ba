/** How much a seeded store holds. */
export type StoreSize = {
  readonly listings: number;
  readonly reviews: number;
  readonly sellers: number;
  readonly buyers: number;
};

/** Ids are made of numbers, so that statements need not look each other's up. */
export const id = (kind: string, expression: string): string =>
  `overlay(overlay(md5('${kind}' || (${expression})) placing '4' from 13) placing '8' from 17)::uuid`;

// 0 to 1, the same for the same number.
const chance = (expression: string, salt: number): string =>
  `((hashint8extended(${expression}, ${salt}) & 1048575) / 1048576.0)`;

const tenant = (n: string): string => id("tenant", n);
const sellerOf = (n: string): string => `1 + (${n} * 7919::bigint) % :sellers`;

// Full-size evidence, as authors' tools write it, for those that are visited most: a quarter of a million characters.
const longEvidence = `case when place <= 300 then jsonb_build_object('scenarios', (select jsonb_agg(jsonb_build_object('seed', s,
  'series', (select jsonb_agg(round((100 + 50 * sin(t / 20.0 + s))::numeric, 3)) from generate_series(1, 500) t))) from generate_series(1, 50) s)) else '{}' end`;

const figures = (
  breach: string,
  cores: string,
): string => `jsonb_build_object('breach_seconds', round((${breach})::numeric, 3),
  'core_seconds', round((${cores})::numeric, 3), 'cost', round((${cores})::numeric, 3), 'requests', 25000, 'errors', 0, 'p95_ms', 80)`;

// What a Persona needs and moves, as its manifest says it; each of many listings.
const contract = `jsonb_build_object('schema', 'fleet-persona/1', 'creation_date', '2026-10-01', 'changelog', '[{"kind":"changed","text":"Calmer in the evening."}]'::jsonb,
  'input_data_sources', '["a model of the fleet"]'::jsonb, 'attributes', (select jsonb_agg(jsonb_build_object('name', a, 'kind', 'continuous', 'scope', 'host',
    'cost', 'hot', 'weight', 1, 'min', 0.1, 'max', 1, 'unit', 'cores', 'scale', 'linear', 'default', 0.2, 'safe', 0.5)) from unnest(attributes) a),
  'optimal_config', '{}'::jsonb, 'triggers', '[]'::jsonb, 'confidence_score', 0.8,
  'adaptation', '{"adjustment_factor":1,"risk_tolerance":0.3,"deadband":0.02,"cooldown_s":{"grow":2,"shrink":30}}'::jsonb,
  'policy', jsonb_build_object('file', 'policy.onnx', 'opset', 17, 'outputs', to_jsonb(attributes), 'inputs', jsonb_build_object('config', to_jsonb(attributes),
    'signals', (select jsonb_agg(jsonb_build_object('name', s, 'family', 'performance', 'unit', '', 'window_s', 5, 'staleness_s', 5, 'required', i <= 2,
      'distribution', '{"mean":130,"standard_deviation":60,"p01":40,"p99":290}'::jsonb)) from unnest(signals) with ordinality as x (s, i)))),
  'files', '[]'::jsonb, 'training', '{"algorithm":"ppo","environment":"four simulated servers","steps":90000,"seeds":[1],"generation":0,"parents":[]}'::jsonb,
  'requires', jsonb_build_object('engine', 1, 'signals', to_jsonb(signals[1:2]), 'attributes', to_jsonb(attributes[1:1])))`;

/** The statements that fill a store, in order, each with what it makes; `:listings` and the like are numbers. */
export const seedStatements: readonly (readonly [what: string, statement: string])[] = [
  [
    "tenants and their people",
    `insert into tenants (id, slug, name, created_at) select ${tenant("n")}, 't-' || n, 'Tenant ' || n, now() - interval '90 days'
      from generate_series(1, :sellers + :buyers) n;
    insert into users (id, email) select ${id("user", "n")}, 'p' || n || '@example.com' from generate_series(1, :sellers + :buyers) n;
    insert into memberships (tenant_id, user_id, role) select ${tenant("n")}, ${id("user", "n")}, 'owner' from generate_series(1, :sellers + :buyers) n`,
  ],
  [
    "publishers with keys and domains",
    `insert into publishers (id, tenant_id, slug, display_name, created_at)
      select ${id("publisher", "n")}, ${tenant("n")}, 'maker-' || n, initcap(split_part(l.title, ' ', 1)) || ' ' || n, now() - interval '200 days'
      from generate_series(1, :sellers) n join seed_listings l using (n);
    insert into publisher_keys (fingerprint, tenant_id, publisher_id, public_key)
      select 'SHA256:' || rtrim(encode(sha256(('key' || n)::bytea), 'base64'), '='), ${tenant("n")}, ${id("publisher", "n")}, sha256(('key' || n)::bytea)
      from generate_series(1, :sellers) n;
    insert into publisher_domains (publisher_id, tenant_id, domain, token, started_by, started_at, verified_at)
      select ${id("publisher", "n")}, ${tenant("n")}, 'maker-' || n || '.example', 'token', ${id("user", "n")}, now(), now()
      from generate_series(1, :sellers) n where ${chance("n", 1)} < 0.3`,
  ],
  [
    "listings",
    `insert into listings (id, tenant_id, publisher_id, publisher_slug, name, title, summary, tags, status, price_kind, price_minor, price_currency,
        price_every, terms_set_at, latest_version, latest_version_id, claimed_confidence, created_at, updated_at)
      select ${id("listing", "n")}, ${tenant("seller")}, ${id("publisher", "seller")}, 'maker-' || seller, 'persona-' || n, title, summary,
        string_to_array(tags, ','), 'listed', kind, case kind when 'free' then 0 else 500 + (n * 37) % 9500 end,
        case when kind <> 'free' then 'EUR' end, case when kind in ('subscription', 'per-agent') then 'month' end, now(),
        1 + n % 2, ${id("version", "n || '/' || (1 + n % 2)")}, 0.5 + ${chance("n", 2)} / 2, now() - ${chance("n", 3)} * interval '400 days',
        now() - ${chance("n", 4)} * interval '60 days'
      from (select *, ${sellerOf("n")} as seller, case when ${chance("n", 5)} < 0.6 then 'free' when ${chance("n", 6)} < 0.4 then 'one-off'
        when ${chance("n", 6)} < 0.8 then 'subscription' else 'per-agent' end as kind from seed_listings) l`,
  ],
  [
    "contracts",
    `create unlogged table seed_contracts as select n as v, ${contract} as contract
      from (select n, string_to_array(signals, ',') as signals, string_to_array(attributes, ',') as attributes from seed_listings where n <= 2000) l`,
  ],
  [
    "versions",
    `insert into persona_versions (id, tenant_id, listing_id, version, digest, manifest, card, evidence, signed_by, published_at)
      select ${id("version", "n || '/' || version")}, ${tenant("seller")}, ${id("listing", "n")}, version, encode(sha256((n || '/' || version)::bytea), 'hex'),
        contract || jsonb_build_object('id', 'maker-' || seller || '/persona-' || n, 'name', title, 'version', version,
          'author', jsonb_build_object('name', 'maker-' || seller), 'tags', to_jsonb(tags), 'summary', summary, 'licence', licence),
        '# ' || title || E'\\n\\n' || repeat(summary || E'\\n\\n', 8),
        jsonb_build_object('kind', 'simulated-evaluation', 'arms', jsonb_build_object('default', ${figures("12 * c", "119")}, 'reactive', ${figures("3 * c", "150")},
          'best-static', ${figures("2 * c", "110")}, 'predictive', ${figures("2 * c", "140")}, 'persona', ${figures("c", "70 + 60 * c")})) || ${longEvidence},
        array['SHA256:' || rtrim(encode(sha256(('key' || seller)::bytea), 'base64'), '=')], now() - interval '30 days'
      from (select l.n, version, title, summary, licence, string_to_array(tags, ',') as tags, contract, ${sellerOf("l.n")} as seller,
          ${chance("l.n", 7)} as c, 1 + (l.n * 48271::bigint) % 100003 as place
        from seed_listings l join seed_contracts on v = 1 + l.n % least(2000, :listings), generate_series(1, 1 + l.n % 2) version) v`,
  ],
  [
    "the gate's verdicts",
    // Four hundred reports, each of many listings: what is measured reads them, and does not ask whose they are.
    `create unlogged table seed_reports as
      select v, ${chance("v", 8)} as q, (select jsonb_agg(jsonb_build_object('name', s, 'runs', 32, 'seeds', '[1]'::jsonb,
          'guarded', ${figures("12 * q * c", "80 + 60 * q")}, 'raw', ${figures("14 * q * c", "80 + 60 * q")}, 'baselines', jsonb_build_object(
            'static_default', ${figures("12 * c", "119")}, 'reactive', ${figures("7 * c", "150")}), 'guard_share', 0.1, 'fallback_share', 0, 'worst_moment', null))
        from (select s, ${chance("v", 8)} as q, (hashtext(s || v) & 1023) / 1023.0 as c from unnest(array['diurnal', 'flash-crowd', 'slow-leak', 'server-loss',
          'cache-busting', 'metric-drop-out', 'nan-storm', 'clock-skew']) s) each) as scenarios
      from generate_series(0, 399) v;
    insert into gate_runs (tenant_id, listing_id, persona_version_id, job_id, status, rules_version, verdict, report, queued_at, finished_at)
      select l.tenant_id, l.id, l.latest_version_id, gen_random_uuid(), 'done', 1, verdict, jsonb_build_object('schema', 'fleet-persona-gate/1',
        'rules_version', 1, 'persona', jsonb_build_object('id', l.publisher_slug || '/' || l.name, 'version', l.latest_version), 'bundle_digest', repeat('0', 64),
        'verdict', verdict, 'reasons', '[]'::jsonb, 'confidence', 0.7, 'model', '{"verdict":"accepted","findings":[],"facts":null}'::jsonb, 'seconds', 30,
        'behaviour', jsonb_build_object('fuzzing', '{"cases":500,"failures":[]}'::jsonb, 'deterministic', true, 'latency_us', '{"p50":12,"p99":40}'::jsonb,
          'sandbox', '{"network_isolated":true,"memory_limit_mb":512,"peak_memory_mb":90}'::jsonb, 'scenarios', scenarios)),
        now() - interval '30 days', now() - interval '29 days'
      from (select *, case when q < 0.7 then 'passed' when q < 0.9 then 'quarantined' else 'rejected' end as verdict
        from (select l.*, substr(l.name, 9)::integer as n from listings l) l join seed_reports on v = n % 400 where ${chance("n", 9)} < 0.95) l`,
  ],
  [
    "what publishers said of versions",
    `insert into version_notices (tenant_id, listing_id, persona_version_id, kind, reason, said_by)
      select tenant_id, id, latest_version_id, 'deprecated', 'A newer one is on its way.', ${id("user", "1")} from listings where hashtext(name) % 50 = 0`,
  ],
  [
    "agents that ran them",
    `insert into persona_usage (tenant_id, host_id, persona_version_id, listing_id, fleet_id, first_at, last_at, seconds)
      select ${tenant(":sellers + 1 + (n * 17::bigint + k) % :buyers")}, md5(n || 'host' || k)::uuid, l.latest_version_id, l.id, md5('fleet' || n)::uuid,
        now() - interval '20 days', now(), 864000
      from (select l.*, substr(l.name, 9)::integer as n from listings l) l, generate_series(1, 1 + (900 / (20 + (n * 48271::bigint) % 100003))::integer) k`,
  ],
  [
    "reviews",
    `insert into buyer_reviews (tenant_id, listing_id, seller_tenant_id, persona_version_id, rating, title, body, written_by, ran_seconds, revision,
        written_at, counted)
      select ${tenant("buyer")}, l.id, l.tenant_id, l.latest_version_id, greatest(1, least(5, 1 + floor(4 * quality + 2 * ${chance("buyer + n * 31", 10)}))),
        split_part(l.title, ' ', 1) || ' in production', (array[l.summary, 'It did what it says. ' || l.summary, 'Calm nights since. ' || l.summary])[1 + k % 3],
        ${id("user", "buyer")}, 864000, 1, now() - ${chance("k + n", 11)} * interval '300 days', ${chance("buyer", 12)} < 0.8
      from (select l.*, substr(l.name, 9)::integer as n, ${chance("substr(l.name, 9)::integer", 13)} as quality from listings l) l
      join (select n, round(:reviews * 1.02 * w / sum(w) over ()) as reviews
        from (select n, 1 / power(50 + (n * 48271::bigint) % 100003, 0.9) as w from seed_listings) w) planned using (n),
      generate_series(1, least(reviews, :buyers)::integer) k, lateral (select :sellers + 1 + (n * 7919::bigint + k) % :buyers as buyer) b`,
  ],
  [
    "ratings",
    `insert into listing_ratings (listing_id, stars_1, stars_2, stars_3, stars_4, stars_5, votes, mean, lower_bound, shown)
      select listing_id, s[1], s[2], s[3], s[4], s[5], votes, mean, case when votes > 0 then rating_lower_bound(s) end, shown
      from (select listing_id, array[count(*) filter (where counted and rating = 1), count(*) filter (where counted and rating = 2),
        count(*) filter (where counted and rating = 3), count(*) filter (where counted and rating = 4), count(*) filter (where counted and rating = 5)]::integer[] as s,
        count(*) filter (where counted) as votes, avg(rating) filter (where counted) as mean, count(*) as shown from buyer_reviews group by listing_id) r`,
  ],
];
