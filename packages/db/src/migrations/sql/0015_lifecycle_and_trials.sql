-- What a publisher says about a version after it was published. Taken back by a mark, never deleted; a revocation is for good.
create table version_notices (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  listing_id uuid not null references listings (id),
  persona_version_id uuid not null references persona_versions (id),
  kind text not null check (kind in ('deprecated', 'yanked', 'revoked')),
  reason text not null,
  -- The version to go to, where the publisher names one.
  successor integer check (successor >= 1),
  said_by uuid not null references users (id),
  said_at timestamptz not null default now(),
  withdrawn_by uuid references users (id),
  withdrawn_at timestamptz,
  check ((withdrawn_at is null) = (withdrawn_by is null)),
  check (kind <> 'revoked' or withdrawn_at is null)
);
create unique index on version_notices (persona_version_id, kind) where withdrawn_at is null;
create index on version_notices (listing_id);

-- What everybody who runs one of the affected versions should know.
create table advisories (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  listing_id uuid not null references listings (id),
  severity text not null check (severity in ('low', 'moderate', 'high', 'critical')),
  title text not null,
  body text not null,
  affected integer[] not null check (cardinality(affected) between 1 and 1000),
  fixed_in integer check (fixed_in >= 1),
  published_by uuid not null references users (id),
  published_at timestamptz not null default now(),
  withdrawn_by uuid references users (id),
  withdrawn_at timestamptz,
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
create index on advisories (listing_id) where withdrawn_at is null;

-- How a tenant's fleets leave a revoked Persona; a tenant without a row goes the default way.
create table revocation_paces (
  tenant_id uuid primary key references tenants (id),
  kind text not null check (kind in ('waves', 'at-once')),
  waves integer not null check (waves between 1 and 100),
  window_s integer not null check (window_s between 0 and 86400),
  changed_by uuid not null references users (id),
  changed_at timestamptz not null default now()
);

-- A Persona tried on what a fleet lived through. The report is the buyer's alone.
create table trials (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  fleet_id uuid not null,
  listing_id uuid not null references listings (id),
  persona_version_id uuid not null references persona_versions (id),
  job_id uuid not null,
  status text not null default 'queued' check (status in ('queued', 'running', 'done', 'failed')),
  -- How often a worker took it: one that kills its worker again and again is given up.
  attempts integer not null default 0,
  since timestamptz not null,
  until timestamptz not null,
  requested_by uuid not null references users (id),
  requested_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  report jsonb,
  failure_code text,
  failure text,
  expires_at timestamptz not null,
  primary key (tenant_id, id),
  check (since < until),
  check ((status = 'done') = (report is not null)),
  check ((status = 'failed') = (failure_code is not null) and (failure_code is null) = (failure is null)),
  foreign key (tenant_id, fleet_id) references fleets (tenant_id, id)
);
-- One at a time for each fleet.
create unique index on trials (tenant_id, fleet_id) where status in ('queued', 'running');
create index on trials (tenant_id, requested_at desc);
create index on trials (expires_at);

do $$
declare name text;
begin
  foreach name in array array['version_notices', 'advisories', 'revocation_paces', 'trials']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
end
$$;

-- As visible as the version or listing they speak of: the policies of those apply inside the subquery.
create policy with_its_version on version_notices for select to fleet_app
  using (exists (select from persona_versions v where v.id = persona_version_id));
create policy seller_adds on version_notices for insert to fleet_app
  with check (tenant_id = app_tenant() and withdrawn_at is null
    and exists (select from persona_versions v where v.id = persona_version_id
      and v.listing_id = version_notices.listing_id and v.tenant_id = app_tenant()));
create policy seller_changes on version_notices for update to fleet_app using (tenant_id = app_tenant());

create policy with_its_listing on advisories for select to fleet_app
  using (exists (select from listings l where l.id = listing_id));
create policy seller_adds on advisories for insert to fleet_app
  with check (tenant_id = app_tenant() and withdrawn_at is null
    and exists (select from listings l where l.id = listing_id and l.tenant_id = app_tenant()));
create policy seller_changes on advisories for update to fleet_app using (tenant_id = app_tenant());

create policy own on revocation_paces to fleet_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant());
create policy own on trials to fleet_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant());

grant select, insert on version_notices, advisories to fleet_app;
grant update (withdrawn_by, withdrawn_at) on version_notices, advisories to fleet_app;
grant select, insert, update on revocation_paces, trials to fleet_app;

-- As in 0008, with the rights of fleet_maintenance and no more.
grant select (tenant_id, persona_version_id, kind) on version_notices to fleet_maintenance;
create policy maintenance on version_notices for select to fleet_maintenance using (true);
grant select (tenant_id, fleet_id, persona_version_id) on assignments to fleet_maintenance;
grant select (tenant_id, id, persona_version_id, status, expires_at), delete on trials to fleet_maintenance;
create policy maintenance on trials to fleet_maintenance using (true);
grant select (persona_version_id, name, content) on bundle_files to fleet_maintenance;

-- Tells every fleet that runs or ran a version that it was revoked, whoever's fleet it is. Only its seller can, and only then.
create function tell_fleets_of_revocation(revoked_version uuid) returns integer
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
      select distinct tenant_id, fleet_id from assignments where persona_version_id = revoked_version
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

-- A file of the Persona that a trial of the calling tenant is trying just now. No query of the tenant's own shows it.
create function trial_bundle_file(trial uuid, file text) returns bytea
  language sql stable security definer set search_path = public, pg_temp
as $$
  select f.content from trials t
  join bundle_files f on f.persona_version_id = t.persona_version_id
  where t.tenant_id = app_tenant() and t.id = trial and t.status = 'running' and f.name = file
$$;

create function delete_trials_expired_before(moment timestamptz) returns integer
  language sql security definer set search_path = public, pg_temp
as $$
  with gone as (delete from trials where expires_at < moment returning 1)
  select count(*)::integer from gone
$$;

grant create on schema public to fleet_maintenance;
alter function tell_fleets_of_revocation(uuid) owner to fleet_maintenance;
alter function trial_bundle_file(uuid, text) owner to fleet_maintenance;
alter function delete_trials_expired_before(timestamptz) owner to fleet_maintenance;
revoke create on schema public from fleet_maintenance;

revoke execute on function tell_fleets_of_revocation, trial_bundle_file, delete_trials_expired_before from public;
grant execute on function tell_fleets_of_revocation, trial_bundle_file, delete_trials_expired_before to fleet_app;
