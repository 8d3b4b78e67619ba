-- Automatic variation of a fleet within bounds that its tenant set, and learning from what experiments recorded.

create table variation_campaigns (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  fleet_id uuid not null,
  -- What was declared when it was opened: what may vary, how much of the fleet and for how long, when not, and what counts.
  charter jsonb not null,
  status text not null default 'open' check (status in ('open', 'paused', 'ended')),
  -- Where it is: all that a worker needs to go on where another one died.
  progress jsonb not null,
  opened_by uuid not null references users (id),
  opened_at timestamptz not null,
  ended_at timestamptz,
  -- Null: nobody has to look.
  next_step_at timestamptz,
  primary key (tenant_id, id),
  check ((status = 'ended') = (ended_at is not null)),
  check (status = 'open' or next_step_at is null),
  foreign key (tenant_id, fleet_id) references fleets (tenant_id, id)
);
-- One at a time for each fleet.
create unique index variation_campaigns_one_open on variation_campaigns (tenant_id, fleet_id) where status <> 'ended';
create index on variation_campaigns (next_step_at) where next_step_at is not null;

-- What happened, in sentences.
create table variation_campaign_steps (
  tenant_id uuid not null,
  campaign_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  code text not null,
  sentence text not null,
  experiment_id uuid,
  said_by uuid references users (id),
  primary key (tenant_id, campaign_id, seq),
  foreign key (tenant_id, campaign_id) references variation_campaigns (tenant_id, id)
);
alter table experiments add foreign key (tenant_id, campaign_id) references variation_campaigns (tenant_id, id);
create index on experiments (tenant_id, campaign_id) where campaign_id is not null;

-- A tenant's word that what one of its fleets records in experiments may be used to improve one Persona. `alias` stands for the tenant
-- wherever its author can look.
create table learning_consents (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  fleet_id uuid not null,
  listing_id uuid not null references listings (id),
  alias uuid not null unique default gen_random_uuid(),
  -- The words that were agreed to, by number.
  terms integer not null check (terms >= 1),
  given_by uuid not null references users (id),
  given_at timestamptz not null,
  withdrawn_by uuid references users (id),
  withdrawn_at timestamptz,
  primary key (tenant_id, id),
  check ((withdrawn_at is null) = (withdrawn_by is null)),
  foreign key (tenant_id, fleet_id) references fleets (tenant_id, id)
);
create unique index on learning_consents (tenant_id, fleet_id, listing_id) where withdrawn_at is null;
create index on learning_consents (listing_id) where withdrawn_at is null;

-- A version made from another by what fleets recorded. tenant_id is the author.
create table refinements (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  listing_id uuid not null references listings (id),
  parent_version_id uuid not null references persona_versions (id),
  job_id uuid not null,
  method text not null check (method in ('dqn', 'ppo', 'evolution')),
  settings jsonb not null default '{}',
  seed bigint not null check (seed >= 0),
  experiments uuid[] not null check (cardinality(experiments) between 1 and 64),
  status text not null default 'queued' check (status in ('queued', 'running', 'done', 'failed')),
  attempts integer not null default 0,
  progress jsonb,
  requested_by uuid not null references users (id),
  requested_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz,
  -- SHA-256 of what it learned from, in hex; the rows themselves are not kept.
  dataset_version text check (dataset_version ~ '^[0-9a-f]{64}$'),
  provenance jsonb,
  report jsonb,
  failure_code text,
  failure text,
  primary key (tenant_id, id),
  check ((status = 'done') = (report is not null)),
  check ((status = 'failed') = (failure_code is not null) and (failure_code is null) = (failure is null)),
  check ((dataset_version is null) = (provenance is null))
);
-- One at a time for each listing.
create unique index on refinements (tenant_id, listing_id) where status in ('queued', 'running');
create index on refinements (tenant_id, requested_at desc);

-- A candidate's files, unsigned: its author signs them on a machine of their own, or nobody does.
create table refinement_files (
  tenant_id uuid not null,
  refinement_id uuid not null,
  name text not null,
  sha256 bytea not null,
  content bytea not null,
  primary key (tenant_id, refinement_id, name),
  foreign key (tenant_id, refinement_id) references refinements (tenant_id, id)
);
alter table refinement_files alter column content set storage external;

-- What of a tenant's recordings went into which dataset: its own to read, written by the function below alone.
create table learning_uses (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  consent_id uuid not null,
  listing_id uuid not null references listings (id),
  refinement_id uuid not null,
  dataset_version text not null,
  experiments uuid[] not null,
  steps bigint not null,
  used_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, consent_id, refinement_id),
  foreign key (tenant_id, consent_id) references learning_consents (tenant_id, id)
);

do $$
declare name text;
begin
  foreach name in array array['variation_campaigns', 'variation_campaign_steps', 'learning_consents', 'refinements', 'refinement_files',
    'learning_uses']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own on %I to fleet_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant())', name);
  end loop;
end
$$;

grant select, insert, update on variation_campaigns, learning_consents, refinements to fleet_app;
grant select, insert on variation_campaign_steps, refinement_files to fleet_app;
grant select on learning_uses to fleet_app;

grant select (tenant_id, id, next_step_at) on variation_campaigns to fleet_maintenance;
create policy maintenance on variation_campaigns for select to fleet_maintenance using (true);

-- Owns what hands recordings to a refinement. Its policies end at fleets whose tenants agreed, and at their experiments.
do $$
begin
  if not exists (select from pg_roles where rolname = 'fleet_learning') then
    create role fleet_learning nologin nosuperuser nobypassrls;
  end if;
end
$$;
grant fleet_learning to current_user;
grant usage on schema public to fleet_learning;

grant select (tenant_id, id, fleet_id, listing_id, alias, withdrawn_at) on learning_consents to fleet_learning;
create policy learning on learning_consents for select to fleet_learning using (withdrawn_at is null);
grant select (tenant_id, id, listing_id, status, experiments) on refinements to fleet_learning;
create policy learning on refinements for select to fleet_learning using (tenant_id = app_tenant());
grant select (id, tenant_id) on listings to fleet_learning;
create policy learning on listings for select to fleet_learning using (tenant_id = app_tenant());
grant select (id, listing_id, version) on persona_versions to fleet_learning;
create policy learning on persona_versions for select to fleet_learning
  using (exists (select from listings l where l.id = listing_id));
grant select (tenant_id, id, fleet_id) on hosts to fleet_learning;
create policy learning on hosts for select to fleet_learning
  using (exists (select from learning_consents c where c.tenant_id = hosts.tenant_id and c.fleet_id = hosts.fleet_id));
grant select (tenant_id, id, fleet_id, number, plan, status, started_at, ended_at) on experiments to fleet_learning;
create policy learning on experiments for select to fleet_learning
  using (exists (select from learning_consents c where c.tenant_id = experiments.tenant_id and c.fleet_id = experiments.fleet_id));
grant select (tenant_id, experiment_id, persona_version_id, listing_id) on experiment_versions to fleet_learning;
create policy learning on experiment_versions for select to fleet_learning
  using (exists (select from experiments e where e.tenant_id = experiment_versions.tenant_id and e.id = experiment_id));
grant select on decisions, metric_frames, frame_dictionaries to fleet_learning;
-- The policy of hosts applies inside the subquery.
create policy learning on decisions for select to fleet_learning
  using (exists (select from hosts h where h.tenant_id = decisions.tenant_id and h.id = host_id));
create policy learning on metric_frames for select to fleet_learning
  using (exists (select from hosts h where h.tenant_id = metric_frames.tenant_id and h.id = host_id));
create policy learning on frame_dictionaries for select to fleet_learning
  using (exists (select from hosts h where h.tenant_id = frame_dictionaries.tenant_id and h.id = host_id));
grant insert on learning_uses to fleet_learning;
create policy learning on learning_uses for insert to fleet_learning with check (true);
grant execute on function app_tenant to fleet_learning;

grant create on schema public to fleet_maintenance, fleet_learning;
set role fleet_maintenance;

-- Campaigns that somebody has to look at, the longest waiting first.
create function variation_campaigns_due(moment timestamptz, most integer) returns table (tenant_id uuid, campaign_id uuid)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select c.tenant_id, c.id from variation_campaigns c where c.next_step_at <= moment order by c.next_step_at limit most
$$;

reset role;
set role fleet_learning;

-- Experiments that ended, explored, and ran a version of the caller's own listing on a fleet whose tenant agreed. Nothing of what was found.
create function learning_material(listing uuid) returns table (experiment_id uuid, alias uuid, own boolean, ended_at timestamptz,
    seconds double precision, hosts integer, explore_every_s integer, versions integer[])
  language sql stable security definer set search_path = public, pg_temp
as $$
  select e.id, c.alias, c.tenant_id = app_tenant(), e.ended_at, extract(epoch from e.ended_at - e.started_at)::double precision,
    (select count(*)::integer from hosts h where h.tenant_id = e.tenant_id and h.fleet_id = e.fleet_id),
    (e.plan -> 'explore' ->> 'everyS')::integer, array_agg(distinct v.version order by v.version)
  from learning_consents c
  join listings l on l.id = c.listing_id
  join experiments e on e.tenant_id = c.tenant_id and e.fleet_id = c.fleet_id
  join experiment_versions ev on ev.tenant_id = e.tenant_id and ev.experiment_id = e.id and ev.listing_id = c.listing_id
  join persona_versions v on v.id = ev.persona_version_id
  where c.listing_id = listing and l.tenant_id = app_tenant() and e.ended_at is not null and jsonb_typeof(e.plan -> 'explore') = 'object'
  group by e.tenant_id, e.id, c.alias, c.tenant_id, e.ended_at, e.started_at, e.fleet_id, e.plan
$$;

-- On how many fleets, of how many tenants, the caller's own listing may be learned about.
create function learning_opt_ins(listing uuid) returns table (fleets integer, tenants integer)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select count(*)::integer, count(distinct c.tenant_id)::integer
  from learning_consents c join listings l on l.id = c.listing_id
  where c.listing_id = listing and l.tenant_id = app_tenant()
$$;

-- The experiments of a refinement that runs just now, with what stands for their tenants; empty at any other time.
create function refinement_experiments(refinement uuid) returns table (experiment_id uuid, alias uuid, started_at timestamptz,
    ended_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select e.id, c.alias, e.started_at, e.ended_at
  from refinements r
  join learning_consents c on c.listing_id = r.listing_id
  join experiments e on e.tenant_id = c.tenant_id and e.fleet_id = c.fleet_id and e.id = any (r.experiments)
  where r.id = refinement and r.tenant_id = app_tenant() and r.status = 'running' and e.ended_at is not null
  order by c.alias, e.started_at, e.id
$$;

-- Decisions under one of them in (since, until]: what is named here and no more. Hosts have names that nothing leads back from.
create function refinement_decisions(refinement uuid, experiment uuid, since timestamptz, until timestamptz)
  returns table (host text, at timestamptz, record jsonb)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select encode(sha256(convert_to(c.alias::text || h.id::text, 'UTF8')), 'hex'), d.at, jsonb_build_object(
    'persona', d.payload -> 'persona',
    'experiment', d.payload -> 'experiment',
    'apply', jsonb_build_object('kind', d.payload -> 'apply' -> 'kind'),
    'decision', jsonb_build_object(
      'at', d.payload -> 'decision' -> 'at',
      'decider', d.payload -> 'decision' -> 'decider',
      'signals', d.payload -> 'decision' -> 'signals',
      'exploration', d.payload -> 'decision' -> 'exploration',
      'verdicts', (select coalesce(jsonb_agg(jsonb_build_object('attribute', v -> 'attribute', 'current', v -> 'current', 'final', v -> 'final')
        order by place), '[]'::jsonb) from jsonb_array_elements(d.payload -> 'decision' -> 'verdicts') with ordinality as each (v, place))))
  from refinements r
  join learning_consents c on c.listing_id = r.listing_id
  join experiments e on e.tenant_id = c.tenant_id and e.fleet_id = c.fleet_id and e.id = any (r.experiments)
  join hosts h on h.tenant_id = e.tenant_id and h.fleet_id = e.fleet_id
  join decisions d on d.tenant_id = h.tenant_id and d.host_id = h.id
  where r.id = refinement and r.tenant_id = app_tenant() and r.status = 'running' and e.id = experiment
    and d.at > greatest(since, e.started_at - interval '1 minute') and d.at <= least(until, e.ended_at + interval '1 minute')
    and d.payload -> 'experiment' ->> 'experimentId' = e.id::text
  order by 1, 2
$$;

-- Figures of frames that say themselves to be of that experiment, in the order of `columns`; null: not observed.
create function refinement_frames(refinement uuid, experiment uuid, since timestamptz, until timestamptz, columns text[])
  returns table (host text, at timestamptz, samples double precision[])
  language sql stable security definer set search_path = public, pg_temp
as $$
  select encode(sha256(convert_to(c.alias::text || h.id::text, 'UTF8')), 'hex'), f.at,
    array(select f.samples[place] from unnest(t.places) with ordinality as wanted (place, nth) order by nth)
  from refinements r
  join learning_consents c on c.listing_id = r.listing_id
  join experiments e on e.tenant_id = c.tenant_id and e.fleet_id = c.fleet_id and e.id = any (r.experiments)
  join hosts h on h.tenant_id = e.tenant_id and h.fleet_id = e.fleet_id
  join frame_dictionaries dict on dict.tenant_id = h.tenant_id and dict.host_id = h.id
  cross join lateral (
    select array(
      select (select place::integer from jsonb_array_elements(dict.signals) with ordinality as s (signal, place)
        where s.signal ->> 'name' = wanted.name limit 1)
      from unnest(columns) with ordinality as wanted (name, nth) order by wanted.nth
    ) as places,
    (select place::integer from jsonb_array_elements(dict.signals) with ordinality as s (signal, place)
      where s.signal ->> 'name' = 'experiment_marker' limit 1) as marker
  ) t
  join metric_frames f on f.tenant_id = h.tenant_id and f.host_id = h.id and f.epoch = dict.epoch and f.dictionary_id = dict.dictionary_id
  where r.id = refinement and r.tenant_id = app_tenant() and r.status = 'running' and e.id = experiment
    and f.at > greatest(since, e.started_at - interval '1 minute') and f.at <= least(until, e.ended_at + interval '1 minute')
    and f.samples[t.marker] >= e.number * 16 and f.samples[t.marker] < e.number * 16 + 16
  order by 1, 2
$$;

-- Tells each tenant what of its recordings went into a dataset: `uses` is [{ alias, experiments, steps }]. Answers how many were told.
create function record_learning_uses(refinement uuid, dataset text, uses jsonb, moment timestamptz) returns integer
  language sql security definer set search_path = public, pg_temp
as $$
  with told as (
    insert into learning_uses (tenant_id, consent_id, listing_id, refinement_id, dataset_version, experiments, steps, used_at)
    select c.tenant_id, c.id, c.listing_id, r.id, dataset, array(select jsonb_array_elements_text(u.each -> 'experiments')::uuid),
      (u.each ->> 'steps')::bigint, moment
    from refinements r
    join learning_consents c on c.listing_id = r.listing_id
    join jsonb_array_elements(uses) as u (each) on (u.each ->> 'alias')::uuid = c.alias
    where r.id = refinement and r.tenant_id = app_tenant() and r.status = 'running'
    returning 1
  )
  select count(*)::integer from told
$$;

reset role;
revoke create on schema public from fleet_maintenance, fleet_learning;
revoke execute on function variation_campaigns_due, learning_material, learning_opt_ins, refinement_experiments, refinement_decisions,
  refinement_frames, record_learning_uses from public;
grant execute on function variation_campaigns_due, learning_material, learning_opt_ins, refinement_experiments, refinement_decisions,
  refinement_frames, record_learning_uses to fleet_app;
