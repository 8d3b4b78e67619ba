-- What the gate found out about a version. tenant_id is the seller; the result is as visible as the listing.
create table gate_runs (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  listing_id uuid not null references listings (id),
  persona_version_id uuid not null references persona_versions (id),
  -- Tells apart what ended at the same moment.
  seq bigint not null generated always as identity,
  job_id uuid not null,
  status text not null check (status in ('queued', 'running', 'done', 'failed')),
  -- The rules it was run by; null until somebody took it.
  rules_version integer check (rules_version >= 1),
  attempts integer not null default 0,
  verdict text check (verdict in ('passed', 'quarantined', 'rejected')),
  report jsonb,
  failure text,
  queued_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  check ((status = 'done') = (report is not null) and (report is null) = (verdict is null)),
  check ((status = 'failed') = (failure is not null)),
  check ((status in ('done', 'failed')) = (finished_at is not null))
);
create unique index on gate_runs (persona_version_id) where status in ('queued', 'running');
create index on gate_runs (persona_version_id, finished_at desc, seq desc);

-- The charts' columns, gzipped JSON: read for one page, never with the report.
create table gate_series (
  gate_run_id uuid primary key references gate_runs (id),
  tenant_id uuid not null references tenants (id),
  listing_id uuid not null references listings (id),
  content bytea not null
);
alter table gate_series alter column content set storage external;

-- What waits for an admin: asked for by a person, or by a new version of what runs already.
create table review_requests (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  fleet_id uuid not null,
  listing_id uuid not null references listings (id),
  persona_version_id uuid not null references persona_versions (id),
  reason text not null check (reason in ('asked', 'new-version')),
  -- Why the tenant's policy did not decide by itself; empty where a person asked.
  held_by text[] not null default '{}',
  asked_by uuid references users (id),
  asked_at timestamptz not null default now(),
  closed_at timestamptz,
  primary key (tenant_id, id),
  check ((reason = 'asked') = (asked_by is not null)),
  foreign key (tenant_id, fleet_id) references fleets (tenant_id, id)
);
create unique index on review_requests (tenant_id, persona_version_id, fleet_id) where closed_at is null;

-- An admin's word on a version for some fleets. The newest decided one that names a fleet is what holds there.
create table reviews (
  id uuid not null default gen_random_uuid(),
  seq bigint not null generated always as identity,
  tenant_id uuid not null references tenants (id),
  listing_id uuid not null references listings (id),
  persona_version_id uuid not null references persona_versions (id),
  fleets uuid[] not null check (cardinality(fleets) between 1 and 200),
  decision text not null check (decision in ('approve', 'refuse')),
  mode text check (mode in ('shadow', 'active')),
  bounds jsonb not null default '{}',
  note text not null,
  -- The codes of the gate's reasons for a quarantine that the reviewer named.
  quarantine_reasons text[] not null default '{}',
  fingerprints text[] not null,
  -- Null where the tenant's own policy decided.
  reviewed_by uuid references users (id),
  reviewed_at timestamptz not null,
  second_reviewer uuid references users (id),
  second_note text not null default '',
  -- Null while it waits for the second pair of eyes.
  decided_at timestamptz,
  -- Decided otherwise before it took effect.
  set_aside_at timestamptz,
  primary key (tenant_id, id),
  check ((decision = 'approve') = (mode is not null)),
  check (second_reviewer is null or second_reviewer <> reviewed_by),
  check (decided_at is null or set_aside_at is null)
);
create index on reviews (tenant_id, persona_version_id, decided_at desc);
create index on reviews (tenant_id, reviewed_at desc);

create table review_policies (
  tenant_id uuid primary key references tenants (id),
  four_eyes boolean not null default false,
  auto_approve boolean not null default false,
  changed_by uuid not null references users (id),
  changed_at timestamptz not null default now()
);

-- What was approved before there was a desk is a review like any other. The owner may be subject to row-level security as well.
alter table approvals no force row level security;
alter table assignments no force row level security;
insert into reviews (id, tenant_id, listing_id, persona_version_id, fleets, decision, mode, note, fingerprints, reviewed_by, reviewed_at, decided_at)
  select a.id, a.tenant_id, s.listing_id, s.persona_version_id, array[a.fleet_id], 'approve', 'active', a.note, a.fingerprints,
    a.approved_by, a.approved_at, a.approved_at
  from approvals a join assignments s on s.tenant_id = a.tenant_id and s.id = a.assignment_id;
insert into review_requests (tenant_id, fleet_id, listing_id, persona_version_id, reason, asked_by, asked_at)
  select tenant_id, fleet_id, listing_id, persona_version_id, 'asked', assigned_by, assigned_at
  from assignments where ended_at is null and approved_at is null;
drop table approvals;
alter table assignments force row level security;

do $$
declare name text;
begin
  foreach name in array array['gate_runs', 'gate_series', 'review_requests', 'reviews', 'review_policies']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
  foreach name in array array['gate_runs', 'gate_series']
  loop
    -- The policy of listings applies inside the subquery.
    execute format('create policy with_its_listing on %I for select to fleet_app using (exists (select from listings l where l.id = listing_id))', name);
    execute format('create policy seller_adds on %I for insert to fleet_app with check (tenant_id = app_tenant()
      and exists (select from listings l where l.id = listing_id and l.tenant_id = app_tenant()))', name);
  end loop;
  create policy seller_changes on gate_runs for update to fleet_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant());
  foreach name in array array['review_requests', 'reviews', 'review_policies']
  loop
    execute format('create policy own on %I to fleet_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant())', name);
  end loop;
end
$$;

grant select, insert, update on gate_runs, review_requests, review_policies to fleet_app;
grant select, insert on gate_series to fleet_app;
-- Of a review only how it ends is written later.
grant select, insert, update (second_reviewer, second_note, decided_at, set_aside_at) on reviews to fleet_app;

-- Whose fleets run another version of a listing: as in 0008, with the rights of fleet_maintenance and no more.
grant select (tenant_id, listing_id, ended_at) on assignments to fleet_maintenance;

create function tenants_that_run(listing uuid) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
as $$
  select distinct tenant_id from assignments where listing_id = listing and ended_at is null
$$;

grant create on schema public to fleet_maintenance;
alter function tenants_that_run(uuid) owner to fleet_maintenance;
revoke create on schema public from fleet_maintenance;

revoke execute on function tenants_that_run from public;
grant execute on function tenants_that_run to fleet_app;
