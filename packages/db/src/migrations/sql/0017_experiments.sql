-- Experiments on fleets: what is declared, who is a unit, what was measured, what was found, and what was done about it.

-- Hosts behind one balancer move each other's load; a fleet whose hosts do not says so.
alter table fleets add column shares_load boolean not null default true;
-- The newest version of the protocol that its agent knows; null before its first session.
alter table hosts add column protocol integer check (protocol >= 1);
-- An approval may let a version act in experiments without putting it in charge.
alter table reviews add column in_charge boolean not null default true;

create table experiments (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  fleet_id uuid not null,
  -- Counts within the fleet; frames name an experiment by it.
  number integer not null check (number between 1 and 134217727),
  plan jsonb not null,
  status text not null default 'draft' check (status in ('draft', 'aa', 'running', 'confirming', 'awaiting-promotion', 'holdout', 'paused',
    'promoted', 'concluded', 'rolled-back', 'stopped')),
  -- Where its state machine is.
  run jsonb not null,
  -- What each arm came to mean when it started, and what was in charge before; null while it is a draft.
  resolved jsonb,
  power jsonb,
  -- What the newest look found.
  judgement jsonb,
  -- What looks tell each other: when each metric was last seen under each arm.
  memory jsonb not null default '{}',
  campaign_id uuid,
  created_by uuid not null references users (id),
  created_at timestamptz not null,
  started_by uuid references users (id),
  started_at timestamptz,
  ended_at timestamptz,
  -- Null: nobody has to look.
  next_look_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, fleet_id, number),
  check ((started_at is null) = (started_by is null)),
  check (status = 'draft' or resolved is not null),
  foreign key (tenant_id, fleet_id) references fleets (tenant_id, id)
);
-- One at a time for each fleet.
create unique index experiments_one_open on experiments (tenant_id, fleet_id)
  where status in ('aa', 'running', 'confirming', 'awaiting-promotion', 'holdout', 'paused');
create index on experiments (next_look_at) where next_look_at is not null;
create index on experiments (tenant_id, created_at desc);

-- The versions that its arms run: what hosts of the fleet may fetch while it is open, and what a revocation has to reach.
create table experiment_versions (
  tenant_id uuid not null,
  experiment_id uuid not null,
  fleet_id uuid not null,
  persona_version_id uuid not null references persona_versions (id),
  listing_id uuid not null references listings (id),
  -- Whether hosts may be on it now.
  live boolean not null,
  primary key (tenant_id, experiment_id, persona_version_id),
  foreign key (tenant_id, experiment_id) references experiments (tenant_id, id)
);
create index on experiment_versions (tenant_id, fleet_id) where live;
create index on experiment_versions (persona_version_id);

-- Hosts as they were dealt, and stretches of time of a switchback.
create table experiment_units (
  tenant_id uuid not null,
  experiment_id uuid not null,
  unit text not null,
  kind text not null check (kind in ('host', 'block')),
  -- Null: a host of a switchback, which takes every arm in its turn.
  arm text,
  detail jsonb not null default '{}',
  enrolled_at timestamptz not null,
  left_at timestamptz,
  -- Of a host: its frames before this moment are in the totals for good.
  counted_until timestamptz,
  primary key (tenant_id, experiment_id, unit),
  foreign key (tenant_id, experiment_id) references experiments (tenant_id, id)
);

-- What the frames of a unit add up to in one stage; stage 0 is what it did before.
create table experiment_totals (
  tenant_id uuid not null,
  experiment_id uuid not null,
  stage integer not null check (stage >= 0),
  unit text not null,
  arm text not null,
  totals jsonb not null,
  frames bigint not null,
  -- Frames that were made under another arm than the unit's.
  stray bigint not null,
  primary key (tenant_id, experiment_id, stage, unit),
  foreign key (tenant_id, experiment_id) references experiments (tenant_id, id)
);

-- What looks found, thinned as they grow old: the effect with its interval over time.
create table experiment_looks (
  tenant_id uuid not null,
  experiment_id uuid not null,
  stage integer not null,
  at timestamptz not null,
  figures jsonb not null,
  primary key (tenant_id, experiment_id, at),
  foreign key (tenant_id, experiment_id) references experiments (tenant_id, id)
);

-- What happened, in sentences.
create table experiment_steps (
  tenant_id uuid not null,
  experiment_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  code text not null,
  sentence text not null,
  said_by uuid references users (id),
  primary key (tenant_id, experiment_id, seq),
  foreign key (tenant_id, experiment_id) references experiments (tenant_id, id)
);

-- What a tenant chose to tell everybody about a version it tried (tenant_id is who measured).
create table measured_effects (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  experiment_id uuid not null,
  listing_id uuid not null references listings (id),
  persona_version_id uuid not null references persona_versions (id),
  effect jsonb not null,
  published_by uuid not null references users (id),
  published_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, experiment_id) references experiments (tenant_id, id)
);
create unique index on measured_effects (tenant_id, experiment_id) where withdrawn_at is null;
create index on measured_effects (listing_id) where withdrawn_at is null;

do $$
declare name text;
begin
  foreach name in array array['experiments', 'experiment_versions', 'experiment_units', 'experiment_totals', 'experiment_looks',
    'experiment_steps', 'measured_effects']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own on %I to fleet_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant())', name);
  end loop;
end
$$;

-- As visible as the listing it speaks of: the listing's policies apply inside the subquery.
create policy everybody_reads on measured_effects for select to fleet_app
  using (withdrawn_at is null and exists (select from listings l where l.id = listing_id));

grant select, insert, update on experiments, experiment_versions, experiment_units, experiment_totals to fleet_app;
grant select, insert, delete on experiment_looks to fleet_app;
grant select, insert on experiment_steps, measured_effects to fleet_app;
grant update (withdrawn_at) on measured_effects to fleet_app;

-- As in 0008, with the rights of fleet_maintenance and no more.
grant select (tenant_id, id, next_look_at) on experiments to fleet_maintenance;
create policy maintenance on experiments for select to fleet_maintenance using (true);
grant select (tenant_id, fleet_id, listing_id, persona_version_id, live) on experiment_versions to fleet_maintenance;
create policy maintenance on experiment_versions for select to fleet_maintenance using (true);

grant create on schema public to fleet_maintenance;
set role fleet_maintenance;

-- Experiments that somebody has to look at, the longest waiting first.
create function experiments_due(moment timestamptz, most integer) returns table (tenant_id uuid, experiment_id uuid)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select e.tenant_id, e.id from experiments e where e.next_look_at <= moment order by e.next_look_at limit most
$$;

-- Tells every fleet that runs or ran a version that it was revoked, whoever's fleet it is. Only its seller can, and only then.
create or replace function tell_fleets_of_revocation(revoked_version uuid) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  told integer := 0;
  fleet uuid;
begin
  if not exists (
    select from version_notices n
    where n.persona_version_id = revoked_version and n.kind = 'revoked' and n.tenant_id = app_tenant()
  ) then
    return 0;
  end if;
  for fleet in
    update fleets set revision = revision + 1
    from (
      select tenant_id, fleet_id from assignments where persona_version_id = revoked_version
      union
      select tenant_id, fleet_id from experiment_versions where persona_version_id = revoked_version
      order by tenant_id, fleet_id
    ) running
    where fleets.tenant_id = running.tenant_id and fleets.id = running.fleet_id
    returning fleets.id
  loop
    perform pg_notify('fleet_changed', fleet::text);
    told := told + 1;
  end loop;
  return told;
end
$$;

-- Fleets that run something they are entitled to and whose lease is missing, half over, for other seats or for other quarantines.
create or replace function fleets_to_lease(moment timestamptz)
  returns table (tenant_id uuid, fleet_id uuid, listing_id uuid, persona_id text, seats integer, ends_at timestamptz, serial bigint,
    accepted_quarantines text[])
  language sql stable security definer set search_path = public, pg_temp
as $$
  with newest as (
    select distinct on (p.tenant_id, p.fleet_id, p.listing_id) p.*
    from (select tenant_id, fleet_id, listing_id, serial, seats, issued_at, expires_at, accepted_quarantines from persona_leases) p
    order by p.tenant_id, p.fleet_id, p.listing_id, p.serial desc
  ), verdicts as (
    select distinct on (a.persona_version_id) a.persona_version_id, a.digest, a.verdict
    from (select persona_version_id, rules_version, digest, verdict from gate_attestations) a
    order by a.persona_version_id, a.rules_version desc
  ), running as (
    select r.tenant_id, r.fleet_id, r.listing_id,
      coalesce(array_agg(distinct v.digest order by v.digest) filter (where v.verdict = 'quarantined'), '{}'::text[]) as accepted
    from (
      select tenant_id, fleet_id, listing_id, persona_version_id from assignments where ended_at is null
      union
      select tenant_id, fleet_id, listing_id, persona_version_id from experiment_versions where live
    ) r
    left join verdicts v on v.persona_version_id = r.persona_version_id
    group by r.tenant_id, r.fleet_id, r.listing_id
  )
  select a.tenant_id, a.fleet_id, a.listing_id, l.publisher_slug || '/' || l.name, e.seats, e.ends_at,
    coalesce(n.serial, 0), a.accepted
  from running a
  join (select distinct tenant_id, listing_id, ends_at, seats from entitlements) e
    on e.tenant_id = a.tenant_id and e.listing_id = a.listing_id
  join (select id, publisher_slug, name from listings) l on l.id = a.listing_id
  left join newest n on n.tenant_id = a.tenant_id and n.fleet_id = a.fleet_id and n.listing_id = a.listing_id
  where (e.ends_at is null or e.ends_at > moment)
    and (n.serial is null or n.seats is distinct from e.seats or n.accepted_quarantines <> a.accepted
      or (n.expires_at - moment < (n.expires_at - n.issued_at) / 2 and (e.ends_at is null or n.expires_at < e.ends_at)))
$$;

revoke execute on function experiments_due from public;
grant execute on function experiments_due to fleet_app;
reset role;
revoke create on schema public from fleet_maintenance;
