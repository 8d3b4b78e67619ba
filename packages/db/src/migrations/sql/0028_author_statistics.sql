-- What a seller may know of the fleets that run what it sells: counts over tenants it does not share a person with, and none over so
-- few tenants that a count would name one. Nobody else is answered at all.
grant select (listing_id, requested_at) on trials to fleet_maintenance;

grant create on schema public to fleet_maintenance;
set role fleet_maintenance;

-- A count that names nobody: null where fewer than three tenants are behind it, and more than none.
create or replace function counted(number bigint, tenants bigint) returns integer
  language sql immutable set search_path = public, pg_temp
as $$
  select case when tenants = 0 then 0 when tenants >= 3 then number::integer end
$$;

-- For each stretch of time: agents that ran the listing between their first and their last word, and trials that were asked for.
create or replace function author_statistics(listing uuid, beginning timestamptz, step interval, stretches integer)
  returns table (began timestamptz, agents integer, trials integer)
  language sql stable security definer set search_path = public, pg_temp
as $$
  with own as (select id, tenant_id from listings where id = listing and tenant_id = app_tenant()),
  stretch as (
    select beginning + place * step as began, beginning + (place + 1) * step as ended
    from own, generate_series(0, least(stretches, 400) - 1) as place
  ),
  -- One row for each host of others' and each tenant that tried it.
  used as (
    select u.tenant_id, u.host_id, u.first_at, u.last_at from persona_usage u join own on own.id = u.listing_id
    where u.last_at >= beginning and not share_a_person(u.tenant_id, own.tenant_id)
  ),
  tried as (
    select t.tenant_id, t.id, t.requested_at from trials t join own on own.id = t.listing_id
    where t.requested_at >= beginning and not share_a_person(t.tenant_id, own.tenant_id)
  )
  select s.began,
    (select counted(count(distinct (u.tenant_id, u.host_id)), count(distinct u.tenant_id)) from used u
      where u.first_at < s.ended and u.last_at >= s.began),
    (select counted(count(*), count(distinct t.tenant_id)) from tried t
      where t.requested_at >= s.began and t.requested_at < s.ended)
  from stretch s order by s.began
$$;

-- For each version: agents that ever ran it, that said so within the last day, and the seconds they ran it.
create or replace function author_versions_in_use(listing uuid, moment timestamptz)
  returns table (persona_version_id uuid, agents integer, running integer, seconds bigint)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select v.id,
    counted(count(distinct (u.tenant_id, u.host_id)), count(distinct u.tenant_id)),
    counted(count(distinct (u.tenant_id, u.host_id)) filter (where u.last_at > moment - interval '1 day'),
      count(distinct u.tenant_id) filter (where u.last_at > moment - interval '1 day')),
    case when count(distinct u.tenant_id) = 0 then 0 when count(distinct u.tenant_id) >= 3 then sum(u.seconds)::bigint end
  from listings l
    join persona_versions v on v.listing_id = l.id
    left join persona_usage u on u.persona_version_id = v.id and not share_a_person(u.tenant_id, l.tenant_id)
  where l.id = listing and l.tenant_id = app_tenant()
  group by v.id
$$;

reset role;
revoke create on schema public from fleet_maintenance;
revoke execute on function counted, author_statistics, author_versions_in_use from public;
grant execute on function author_statistics, author_versions_in_use to fleet_app;
