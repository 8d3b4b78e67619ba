-- Which enrolled agents ran which version, and for how long. Only record_usage writes here: what a review may rest on
-- cannot be claimed, not even by the hub itself. tenant_id is whose host it is.
create table persona_usage (
  tenant_id uuid not null,
  host_id uuid not null,
  persona_version_id uuid not null references persona_versions (id),
  listing_id uuid not null references listings (id),
  fleet_id uuid not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  seconds bigint not null default 0,
  primary key (tenant_id, host_id, persona_version_id),
  check (last_at >= first_at),
  -- Never more than the time that went by.
  check (seconds between 0 and extract(epoch from last_at - first_at)),
  foreign key (tenant_id, host_id) references hosts (tenant_id, id)
) with (fillfactor = 80);
create index on persona_usage (listing_id);
create index on persona_usage (tenant_id, listing_id);

alter table persona_usage enable row level security;
alter table persona_usage force row level security;
create policy own_reads on persona_usage for select to fleet_app using (tenant_id = app_tenant());
grant select on persona_usage to fleet_app;

-- As in 0008, with the rights of fleet_maintenance and no more.
grant select, insert, update on persona_usage to fleet_maintenance;
create policy maintenance on persona_usage to fleet_maintenance using (true) with check (true);
grant select (tenant_id, id, fleet_id) on hosts to fleet_maintenance;
grant select (tenant_id, fleet_id, listing_id, persona_version_id, ended_at) on assignments to fleet_maintenance;
grant select (id, tenant_id) on listings to fleet_maintenance;
grant select (tenant_id, user_id) on memberships to fleet_maintenance;
create policy maintenance on memberships for select to fleet_maintenance using (true);

grant create on schema public to fleet_maintenance;
set role fleet_maintenance;

-- Whether one person is a member of both, or they are the same tenant.
create function share_a_person(one uuid, other uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select one = other or exists (
    select from memberships a join memberships b on b.user_id = a.user_id
    where a.tenant_id = one and b.tenant_id = other)
$$;

-- A host of this tenant said just now that it runs the version with this digest. Counted if the tenant put that version in charge
-- of the host's fleet or into its open experiment. By the database's clock alone: the time since the host's last word, whatever it
-- ran then, at most 90 s; so the sum over all versions never exceeds the time that went by. Written every 15 s at most.
create function record_usage(host uuid, ran text) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  last_word timestamptz;
  moment timestamptz := clock_timestamp();
begin
  if exists (
    select from persona_usage u join persona_versions v on v.id = u.persona_version_id
    where u.tenant_id = app_tenant() and u.host_id = host and v.digest = ran and u.last_at > moment - interval '15 s'
  ) then
    return;
  end if;
  -- Two sessions of one host never count the same stretch twice.
  perform pg_advisory_xact_lock(hashtextextended('usage:' || host::text, 0));
  moment := clock_timestamp();
  select max(u.last_at) into last_word from persona_usage u where u.tenant_id = app_tenant() and u.host_id = host;
  insert into persona_usage as u (tenant_id, host_id, persona_version_id, listing_id, fleet_id, first_at, last_at)
    select h.tenant_id, h.id, v.id, v.listing_id, h.fleet_id, moment, moment
    from hosts h
      join persona_versions v on v.digest = ran
    where h.tenant_id = app_tenant() and h.id = host and (
      exists (select from assignments a where a.tenant_id = h.tenant_id and a.fleet_id = h.fleet_id
        and a.persona_version_id = v.id and a.ended_at is null)
      or exists (select from experiment_versions x where x.tenant_id = h.tenant_id and x.fleet_id = h.fleet_id
        and x.persona_version_id = v.id and x.live))
  on conflict (tenant_id, host_id, persona_version_id) do update
    set last_at = greatest(u.last_at, excluded.last_at),
      fleet_id = excluded.fleet_id,
      seconds = greatest(u.seconds, least(
        u.seconds + round(extract(epoch from least(interval '90 s', greatest(interval '0 s', excluded.last_at - last_word)))),
        floor(extract(epoch from excluded.last_at - u.first_at))));
end
$$;

-- How many enrolled agents ran a listing, over all tenants but the seller's and those that share a person with it. Counts alone.
create function listing_agents(listing uuid) returns integer
  language sql stable security definer set search_path = public, pg_temp
as $$
  select count(distinct (u.tenant_id, u.host_id))::integer
  from persona_usage u join listings l on l.id = u.listing_id
  where u.listing_id = listing and not share_a_person(u.tenant_id, l.tenant_id)
$$;

-- The same for each version, with the seconds that they ran it.
create function listing_usage(listing uuid) returns table (persona_version_id uuid, agents integer, seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select u.persona_version_id, count(*)::integer, sum(u.seconds)::bigint
  from persona_usage u join listings l on l.id = u.listing_id
  where u.listing_id = listing and not share_a_person(u.tenant_id, l.tenant_id)
  group by u.persona_version_id
$$;

reset role;
revoke create on schema public from fleet_maintenance;

revoke execute on function share_a_person, record_usage, listing_agents, listing_usage from public;
grant execute on function record_usage, listing_agents, listing_usage to fleet_app;
