-- How listing_search comes to be what it should be.
create type listing_search_source as (
  listing_id uuid, tenant_id uuid, publisher_slug text, name text, facets text[], labels text[], words text[], heading tsvector,
  document tsvector, updated_at timestamptz, price_minor bigint, rating_lower double precision, effect_breach double precision,
  effect_cost double precision, rank double precision, shown jsonb
);

-- As in 0008, with the rights of fleet_maintenance and no more.
grant select (id, tenant_id, publisher_id, publisher_slug, name, title, summary, tags, status, price_kind, price_minor,
  price_currency, price_every, trial_days, latest_version, latest_version_id, claimed_confidence, created_at, updated_at) on listings to fleet_maintenance;
grant select (id, tenant_id, display_name) on publishers to fleet_maintenance;
create policy maintenance on publishers for select to fleet_maintenance using (true);
grant select (id, listing_id, version, manifest, evidence) on persona_versions to fleet_maintenance;
grant select (persona_version_id, listing_id, status, verdict, report, finished_at, seq) on gate_runs to fleet_maintenance;
create policy maintenance on gate_runs for select to fleet_maintenance using (true);
grant select (persona_version_id, listing_id, kind, reason, successor, said_at, withdrawn_at) on version_notices to fleet_maintenance;
grant select (id, tenant_id, listing_id, persona_version_id, effect, published_at, withdrawn_at) on measured_effects to fleet_maintenance;
create policy maintenance on measured_effects for select to fleet_maintenance using (true);
grant select (publisher_id, domain, verified_at) on publisher_domains to fleet_maintenance;

grant create on schema public to fleet_maintenance;
set role fleet_maintenance;

-- In PL/pgSQL because it keeps its plans: as SQL these would be planned anew for each listing.

-- A figure of an arm of an author's report: a number or an interval that carries its middle, under either spelling; within 0 and 1e12.
create function evidence_figure(arm jsonb, snake text, camel text) returns double precision
  language plpgsql immutable parallel safe
as $$
declare
  v jsonb := coalesce(arm -> snake, arm -> camel);
begin
  if jsonb_typeof(v) = 'object' then v := coalesce(v -> 'value', v -> 'mean'); end if;
  return case when jsonb_typeof(v) = 'number' then least(greatest((v #>> '{}')::numeric, 0), 1e12)::double precision end;
end
$$;

-- The few points of an author's report that a row of results draws.
create function claimed_points(evidence jsonb, most integer) returns jsonb
  language plpgsql immutable parallel safe
as $$
begin
  return (
    select coalesce(jsonb_agg(jsonb_build_object('arm', arm, 'source', 'claimed', 'coreSeconds', cores, 'breachSeconds', breaches)
      order by place, arm), '[]')
    from (
      select left(arm, 64) as arm, evidence_figure(figures, 'core_seconds', 'coreSeconds') as cores,
        evidence_figure(figures, 'breach_seconds', 'breachSeconds') as breaches,
        coalesce(array_position(array['persona', 'default', 'reactive', 'best-static', 'predictive'], arm), 9) as place
      from (select coalesce(evidence -> 'arms', jsonb_path_query_first(evidence, '$.*.arms'), jsonb_path_query_first(evidence, '$.*.*.arms')) as arms) a,
        lateral (
          select e.key as arm, e.value as figures from jsonb_each(case jsonb_typeof(arms) when 'object' then arms else '{}' end) e
          union all
          select i.value ->> 'name', i.value from jsonb_array_elements(case jsonb_typeof(arms) when 'array' then arms else '[]' end) i
        ) each_arm
      where arm <> ''
      order by place, arm
    ) read
    where cores is not null and breaches is not null and place <= most
  );
end
$$;

-- What the gate's repetition says: its points (mean run of all scenarios), and by how much the Persona does better than the reactive
-- rule, lower end of the one-sided 95 % interval over scenarios (t). Breach: (r - p) / (r + p + 1); cost: (r - p) / r.
create function gate_effect(report jsonb, out points jsonb, out breach double precision, out cost double precision)
  language plpgsql immutable parallel safe
as $$
begin
  with scenario as (
    select f.* from jsonb_array_elements(case jsonb_typeof(report #> '{behaviour,scenarios}') when 'array' then report #> '{behaviour,scenarios}' else '[]' end) s,
      lateral (select (s #>> '{guarded,breach_seconds}')::double precision as pb, (s #>> '{guarded,core_seconds}')::double precision as pc,
        (s #>> '{baselines,reactive,breach_seconds}')::double precision as rb, (s #>> '{baselines,reactive,core_seconds}')::double precision as rc,
        (s #>> '{baselines,static_default,breach_seconds}')::double precision as db,
        (s #>> '{baselines,static_default,core_seconds}')::double precision as dc) f
  ), bound as (
    select count(*) as n, avg(pb) as pb, avg(pc) as pc, avg(rb) as rb, avg(rc) as rc, avg(db) as db, avg(dc) as dc,
      avg((rb - pb) / (rb + pb + 1)) - 1.9 * stddev_samp((rb - pb) / (rb + pb + 1)) / sqrt(count(*)) as breach,
      avg((rc - pc) / nullif(rc, 0)) - 1.9 * stddev_samp((rc - pc) / nullif(rc, 0)) / sqrt(count(*)) as cost
    from scenario
  )
  select case when n = 0 then '[]' else jsonb_build_array(
      jsonb_build_object('arm', 'persona', 'source', 'gate', 'coreSeconds', pc, 'breachSeconds', pb),
      jsonb_build_object('arm', 'default', 'source', 'gate', 'coreSeconds', dc, 'breachSeconds', db),
      jsonb_build_object('arm', 'reactive', 'source', 'gate', 'coreSeconds', rc, 'breachSeconds', rb)) end,
    bound.breach, bound.cost
  into points, breach, cost from bound;
end
$$;

-- How much better the worse end of a told effect's relative interval is, 0 to 1.
create function told_bound(effect jsonb) returns double precision
  language sql immutable parallel safe
as $$
  select least(1, greatest(0, case effect #>> '{metric,better}' when 'higher' then (effect #>> '{relative,low}')::double precision
    else -(effect #>> '{relative,high}')::double precision end))
$$;

-- The order of "best", see docs/store.md. `effect` and `fresh` are 0 to 1; what is not offered or was rejected comes last.
create function store_rank(grade text, rating_lower double precision, effect double precision, fresh double precision, offered boolean)
  returns double precision
  language sql immutable parallel safe
as $$
  select 0.55 * (rating_lower - 1) / 4 + 0.2 * effect + 0.05 * fresh
    + 0.25 * case grade when 'passed' then 1 when 'passed-with-remarks' then 0.6 when 'pending' then 0.3 else 0 end
    - case when not offered then 2 when grade = 'rejected' then 3 else 0 end
$$;

-- What the row of each of these listings should be; of one that is not on the shelf there is none. The one place that says it.
create function listing_search_rows(wanted uuid[]) returns setof listing_search_source
  language sql stable security definer set search_path = public, pg_temp
as $$
  select l.id, l.tenant_id, l.publisher_slug, l.name,
    array['all:all', 'licences:' || licence, 'prices:' || l.price_kind, 'grades:' || grade]
      || case when d.domain is null then '{}' else array['verified:yes'] end
      || array(select 'signals:' || x from unnest(signals) x) || array(select 'attributes:' || x from unnest(attributes) x)
      || array(select 'targets:' || x from unnest(targets) x),
    array(select 'tag:' || x from unnest(l.tags) x) || array(select 'use:' || x from unnest(used) x),
    array(select distinct 'word:' || m[1] from regexp_matches(lower(heading || ' ' || body), '[[:alnum:]]{2,32}', 'g') m
      where cardinality(ts_lexize('english_stem', m[1])) > 0),
    to_tsvector('english', heading), setweight(to_tsvector('english', heading), 'A') || to_tsvector('english', body),
    l.updated_at, l.price_minor * case l.price_every when 'month' then 12 else 1 end, rating_lower, coalesce(greatest(gate.breach, told.breach), 0), coalesce(greatest(gate.cost, told.cost), 0),
    store_rank(grade, rating_lower, least(1, greatest(0, coalesce(gate.breach, 0) + coalesce(gate.cost, 0), told.bound)),
      case when grade = 'passed' and newer < 3 then greatest(0, 1 - floor(extract(epoch from now() - l.created_at) / 86400) / 30) else 0 end, offer.version is not null),
    jsonb_build_object('listingId', l.id, 'personaId', l.publisher_slug || '/' || l.name, 'publisher', l.publisher_slug,
      'publisherName', p.display_name, 'name', l.name, 'title', l.title, 'summary', l.summary, 'tags', l.tags,
      'price', case l.price_kind when 'free' then '{"kind":"free"}' else jsonb_strip_nulls(jsonb_build_object('kind', l.price_kind,
        'amountMinor', l.price_minor, 'currency', l.price_currency, 'every', l.price_every)) end, 'trialDays', l.trial_days,
      'latestVersion', l.latest_version, 'latestVersionId', l.latest_version_id, 'offer', offer.version,
      'latestState', jsonb_build_object('state', coalesce(said.notices #>> '{0,kind}', 'offered'), 'notices', coalesce(said.notices, '[]')),
      'coming', case when said.notices is null and v.offered_from is not null and v.offered_at is null then jsonb_build_object(
        'version', v.version, 'personaVersionId', v.id, 'offeredFrom', floor(extract(epoch from v.offered_from) * 1000)) end,
      'claimedConfidence', l.claimed_confidence, 'updatedAt', floor(extract(epoch from l.updated_at) * 1000))
    || jsonb_build_object('grade', grade, 'licence', licence, 'targets', targets, 'rating', case when r.votes > 0 then
        jsonb_build_object('votes', r.votes, 'mean', r.mean, 'lower', r.lower_bound) end, 'agents', listing_agents(l.id),
      'sellerDomain', d.domain, 'points', claimed_points(v.evidence, case gate.points when '[]' then 6 else 3 end) || gate.points,
      'measured', told.measured)
  from listings l
  join publishers p on p.id = l.publisher_id
  join persona_versions v on v.id = l.latest_version_id
  left join listing_ratings r on r.listing_id = l.id
  left join publisher_domains d on d.publisher_id = l.publisher_id and d.verified_at is not null
  -- The newest verdict stands until a newer run has ended.
  left join lateral (
    select g.verdict, g.report from gate_runs g where g.persona_version_id = v.id and g.status = 'done'
    order by g.finished_at desc, g.seq desc limit 1
  ) judged on true
  cross join lateral gate_effect(judged.report) gate
  cross join lateral (
    select nullif(max(bound) filter (where on_cost), 0) as cost, nullif(max(bound) filter (where not on_cost), 0) as breach, max(bound) as bound,
      (array_agg(told order by bound desc nulls last, at desc))[1] as measured
    from (
      select told_bound(e.effect) as bound, coalesce(e.effect #>> '{metric,unit}', '') like '%core%' as on_cost, e.published_at as at,
        e.effect || jsonb_build_object('effectId', e.id, 'listingId', e.listing_id, 'personaVersionId', e.persona_version_id,
          'label', 'reported by enrolled agents', 'publishedAt', floor(extract(epoch from e.published_at) * 1000), 'own', false) as told
      from measured_effects e
      -- Whoever's vote would not count is not heard here either.
      where e.listing_id = l.id and e.withdrawn_at is null and one_party(e.tenant_id, l.tenant_id) is null and vote_counts(e.tenant_id)
    ) each_told
  ) told
  -- The gravest first: it says what the version is.
  cross join lateral (
    select jsonb_agg(jsonb_build_object('kind', n.kind, 'reason', n.reason, 'successor', n.successor,
      'saidAt', floor(extract(epoch from n.said_at) * 1000)) order by array_position(array['revoked', 'yanked', 'deprecated'], n.kind)) as notices
    from version_notices n where n.persona_version_id = v.id and n.withdrawn_at is null
  ) said
  left join lateral (
    select jsonb_build_object('version', o.version, 'personaVersionId', o.id) as version from persona_versions o
    where o.listing_id = l.id and (o.offered_from is null or o.offered_at is not null)
      and not exists (select from version_notices n where n.persona_version_id = o.id and n.withdrawn_at is null)
    order by o.version desc limit 1
  ) offer on true
  cross join lateral (
    select case judged.verdict when 'quarantined' then 'passed-with-remarks' else coalesce(judged.verdict, 'pending') end as grade,
      v.manifest ->> 'licence' as licence,
      array(select jsonb_array_elements_text(v.manifest -> 'requires' -> 'signals') union
        select i ->> 'name' from jsonb_array_elements(v.manifest #> '{policy,inputs,signals}') i where (i ->> 'required')::boolean) as needed,
      array(select distinct i ->> 'name' from jsonb_array_elements(v.manifest #> '{policy,inputs,signals}') i) as used,
      array(select a ->> 'name' from jsonb_array_elements(v.manifest -> 'attributes') a) as attributes,
      -- A manifest names no targets: a tag or a source of data that is one's name does.
      array(select x from (select unnest(l.tags) union select lower(jsonb_array_elements_text(v.manifest -> 'input_data_sources'))) s (x)
        where x = any(array['haproxy', 'nginx', 'cgroup', 'script', 'simulator'])) as targets,
      coalesce(r.lower_bound, rating_lower_bound('{0,0,0,0,0}')) as rating_lower,
      (select count(*) from listings n where n.tenant_id = l.tenant_id and n.status = 'listed' and n.created_at > l.created_at) as newer
  ) read
  cross join lateral (
    -- Derived signals come with what they are derived from, and the clock with every host.
    select array(select distinct regexp_replace(x, '\.(trend|forecast_\w+|persistence_\w+)$', '') from unnest(needed) x
        where x !~ '^(time_of_day|day_of_week)\.(sin|cos)$') as signals,
      translate(concat_ws(' ', l.title, array_to_string(l.tags, ' '), l.name, l.publisher_slug, p.display_name), '-_/.', '    ') as heading,
      translate(concat_ws(' ', l.summary, array_to_string(attributes, ' ')), '-_/.', '    ') as body
  ) text
  where l.id = any(wanted) and l.status = 'listed' and not exists (select from store_held h where h.thing_id in (l.id, l.publisher_id))
$$;

-- Sums up what was added to the counts of terms.
create function fold_store_terms() returns void
  language sql security definer set search_path = public, pg_temp
as $$
  with gone as (delete from store_term_changes returning term_id, delta),
    sums as (select term_id, sum(delta) as delta from gone group by term_id)
  update store_terms t set listings = t.listings + s.delta from sums s where t.id = s.term_id and s.delta <> 0
$$;

-- Makes the rows of these listings what they should be. Resolves to how many of them are on the shelf.
create function refresh_listing_searches(wanted uuid[]) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  found listing_search_source[];
begin
  -- Whoever refreshes a listing at the same time waits, and then reads what the other wrote. Thousands are refreshed by one alone.
  if cardinality(wanted) <= 1000 then
    perform pg_advisory_xact_lock(hashtextextended('listing_search:' || id::text, 0)) from (select distinct unnest(wanted) as id order by 1) w;
  end if;
  found := array(select r from listing_search_rows(wanted) r);
  insert into store_terms (kind, value, stem)
    select kind, value, case kind when 'word' then (ts_lexize('english_stem', value))[1] end
    from (select distinct split_part(key, ':', 1) as kind, substr(key, strpos(key, ':') + 1) as value
      from unnest(found) s, unnest(s.facets || s.labels || s.words) key) k
    where not exists (select from store_terms t where t.kind = k.kind and t.value = k.value)
    order by 1, 2
  on conflict do nothing;
  with source as (select s.* from unnest(found) s),
  keyed as materialized (
    select s.listing_id, t.id, t.kind
    from source s, unnest(s.facets || s.labels || s.words) key
    join store_terms t on t.kind = split_part(key, ':', 1) and t.value = substr(key, strpos(key, ':') + 1)
  ), changed as (
    insert into store_term_changes (term_id, delta)
    select term, sum(delta) from (
      select unnest(o.facets || o.labels || o.words) as term, -1 as delta from listing_search o where o.listing_id = any(wanted)
      union all select id, 1 from keyed
    ) t group by term having sum(delta) <> 0
  ), gone as (
    delete from listing_search o where o.listing_id = any(wanted) and not exists (select from source s where s.listing_id = o.listing_id)
  ), arrays as (
    select listing_id, array_agg(id order by id) filter (where kind not in ('tag', 'use', 'word')) as facets,
      array_agg(id order by id) filter (where kind in ('tag', 'use')) as labels,
      array_agg(id order by id) filter (where kind = 'word') as words
    from keyed group by listing_id
  )
  insert into listing_search as old (listing_id, tenant_id, publisher_slug, name, facets, labels, words, heading, document, updated_at,
    price_minor, rating_lower, effect_breach, effect_cost, rank, shown, refreshed_at)
  select s.listing_id, s.tenant_id, s.publisher_slug, s.name, a.facets, coalesce(a.labels, '{}'), coalesce(a.words, '{}'), s.heading,
    s.document, s.updated_at, s.price_minor, s.rating_lower, s.effect_breach, s.effect_cost, s.rank, s.shown, now()
  from source s join arrays a using (listing_id)
  on conflict (listing_id) do update set (tenant_id, publisher_slug, name, facets, labels, words, heading, document, updated_at, price_minor,
    rating_lower, effect_breach, effect_cost, rank, shown, refreshed_at) = (excluded.tenant_id, excluded.publisher_slug, excluded.name,
    excluded.facets, excluded.labels, excluded.words, excluded.heading, excluded.document, excluded.updated_at, excluded.price_minor,
    excluded.rating_lower, excluded.effect_breach, excluded.effect_cost, excluded.rank, excluded.shown, excluded.refreshed_at);
  -- One at a time sums up; whoever comes meanwhile leaves it to that one.
  if (select count(*) from (select from store_term_changes limit 2000) c) = 2000 and pg_try_advisory_xact_lock(7203120) then
    perform fold_store_terms();
  end if;
  return cardinality(found);
end
$$;

-- How many enrolled agents ran anything of a publisher, counted as for a listing.
create function publisher_agents(publisher uuid) returns integer
  language sql stable security definer set search_path = public, pg_temp
as $$
  with own as (select p.tenant_id from publishers p where p.id = publisher),
    kin as materialized (select tenant_id from own union select tenants_alike(tenant_id) from own)
  select count(distinct (u.tenant_id, u.host_id))::integer
  from persona_usage u join listings l on l.id = u.listing_id
  where l.publisher_id = publisher and l.status = 'listed' and u.tenant_id not in (select tenant_id from kin)
$$;

create function refresh_listing_search(listing uuid) returns void
  language sql security definer set search_path = public, pg_temp
as $$ select refresh_listing_searches(array[listing]) $$;

-- Being new fades from day to day: the rows of young listings that were made before the moment. Safe to repeat.
create function refresh_young_listings(moment timestamptz) returns integer
  language sql security definer set search_path = public, pg_temp
as $$
  select refresh_listing_searches(array(select s.listing_id from listing_search s join listings l on l.id = s.listing_id
    where s.refreshed_at < moment and l.created_at > moment - interval '31 days' order by s.refreshed_at limit 500))
$$;

create function listing_search_changed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if tg_table_name = 'listings' then
    perform refresh_listing_search(new.id);
  elsif tg_table_name = 'store_held' then
    perform refresh_listing_searches(array(select l.id from listings l
      where coalesce(new.thing_id, old.thing_id) in (l.id, l.publisher_id)));
  elsif tg_table_name = 'publishers' then
    perform refresh_listing_searches(array(select l.id from listings l where l.publisher_id = new.id));
  elsif tg_table_name = 'publisher_domains' then
    perform refresh_listing_searches(array(select l.id from listings l where l.publisher_id = coalesce(new.publisher_id, old.publisher_id)));
  else
    perform refresh_listing_search(new.listing_id);
  end if;
  return null;
end
$$;

reset role;
revoke create on schema public from fleet_maintenance;
create trigger listing_search after insert or update on listings for each row execute function listing_search_changed();
create trigger listing_search after update of display_name on publishers for each row execute function listing_search_changed();
create trigger listing_search after insert or update of domain, verified_at or delete on publisher_domains
  for each row execute function listing_search_changed();
create trigger listing_search after insert or update on listing_ratings for each row execute function listing_search_changed();
create trigger listing_search after insert or delete on store_held for each row execute function listing_search_changed();
-- An agent that was not counted yet.
create trigger listing_search after insert on persona_usage for each row execute function listing_search_changed();
create trigger listing_search after insert or update of offered_at on persona_versions for each row execute function listing_search_changed();
create trigger listing_search after update of status on gate_runs for each row when (new.status = 'done') execute function listing_search_changed();
create trigger listing_search after insert or update on version_notices for each row execute function listing_search_changed();
create trigger listing_search after insert or update on measured_effects for each row execute function listing_search_changed();

revoke execute on function evidence_figure, claimed_points, gate_effect, told_bound, store_rank, listing_search_rows,
  fold_store_terms, refresh_listing_searches, refresh_listing_search, refresh_young_listings, listing_search_changed, publisher_agents from public;
grant execute on function refresh_young_listings, publisher_agents, rating_lower_bound to fleet_app;
-- What is there already.
select refresh_listing_searches(array(select id from listings));
