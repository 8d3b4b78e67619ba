-- What the gate quarantined reaches a fleet only when an admin named its reasons; the fleet's lease says so, and hosts go by that.

alter table persona_leases add column accepted_quarantines text[] not null default '{}'
  check (cardinality(accepted_quarantines) <= 16);
grant select (persona_version_id) on assignments to fleet_maintenance;
grant select (accepted_quarantines) on persona_leases to fleet_maintenance;

grant create on schema public to fleet_maintenance;
set role fleet_maintenance;

-- Everything the repository should list: the signed pair of each version whose newest verdict is not a rejection, and that verdict.
create or replace function bundle_targets()
  returns table (digest text, name text, length integer, sha256 bytea)
  language sql stable security definer set search_path = public, pg_temp
as $$
  with newest as (
    select distinct on (a.persona_version_id) a.persona_version_id, a.digest, a.verdict, a.envelope
    from gate_attestations a order by a.persona_version_id, a.rules_version desc
  ), admitted as (select * from newest where verdict <> 'rejected')
  select p.digest, f.name, octet_length(f.content), f.sha256
    from admitted p join bundle_files f on f.persona_version_id = p.persona_version_id
    where f.name in ('persona.json', 'envelope.json')
  union all
  select p.digest, 'attestation.json', octet_length(p.envelope), pg_catalog.sha256(p.envelope) from admitted p
$$;

drop function fleets_to_lease(timestamptz);

-- Fleets that run something they are entitled to and whose lease is missing, half over, for other seats or for other quarantines.
create function fleets_to_lease(moment timestamptz)
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
    select a.tenant_id, a.fleet_id, a.listing_id,
      case when v.verdict = 'quarantined' then array[v.digest] else '{}'::text[] end as accepted
    from (select tenant_id, fleet_id, listing_id, persona_version_id from assignments where ended_at is null) a
    left join verdicts v on v.persona_version_id = a.persona_version_id
  )
  select distinct a.tenant_id, a.fleet_id, a.listing_id, l.publisher_slug || '/' || l.name, e.seats, e.ends_at,
    coalesce(n.serial, 0), a.accepted
  from running a
  join (select tenant_id, listing_id, ends_at, seats from entitlements) e
    on e.tenant_id = a.tenant_id and e.listing_id = a.listing_id
  join (select id, publisher_slug, name from listings) l on l.id = a.listing_id
  left join newest n on n.tenant_id = a.tenant_id and n.fleet_id = a.fleet_id and n.listing_id = a.listing_id
  where (e.ends_at is null or e.ends_at > moment)
    and (n.serial is null or n.seats is distinct from e.seats or n.accepted_quarantines <> a.accepted
      or (n.expires_at - moment < (n.expires_at - n.issued_at) / 2 and (e.ends_at is null or n.expires_at < e.ends_at)))
$$;

revoke execute on function fleets_to_lease from public;
grant execute on function fleets_to_lease to fleet_app;
reset role;
revoke create on schema public from fleet_maintenance;
