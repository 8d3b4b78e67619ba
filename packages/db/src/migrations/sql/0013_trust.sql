-- What is signed, and nothing it is signed with: no private key is ever in here.

-- The keys a publisher signs with, every version of them (tenant_id is the seller). History: added, never changed.
create table publisher_keyrings (
  publisher_id uuid not null references publishers (id),
  tenant_id uuid not null references tenants (id),
  publisher_slug text not null,
  version integer not null check (version >= 1),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  envelope bytea not null check (octet_length(envelope) <= 524288),
  published_by uuid not null references users (id),
  published_at timestamptz not null default now(),
  primary key (publisher_id, version)
);
create index on publisher_keyrings (publisher_slug, version);
create index on publisher_keyrings (tenant_id);

-- What the gate said about a version under one set of rules (tenant_id is the seller).
create table gate_attestations (
  persona_version_id uuid not null references persona_versions (id),
  rules_version integer not null check (rules_version >= 1),
  tenant_id uuid not null references tenants (id),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  verdict text not null check (verdict in ('passed', 'quarantined', 'rejected')),
  confidence double precision not null check (confidence between 0 and 1),
  report jsonb not null,
  envelope bytea not null check (octet_length(envelope) <= 524288),
  attested_at timestamptz not null,
  primary key (persona_version_id, rules_version)
);
create index on gate_attestations (digest);
create index on gate_attestations (tenant_id);

-- The right of a fleet to run a Persona for a while, as its hosts are given it (tenant_id is the buyer).
create table persona_leases (
  tenant_id uuid not null,
  fleet_id uuid not null,
  listing_id uuid not null references listings (id),
  serial bigint not null check (serial >= 1),
  seats integer check (seats >= 1),
  issued_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > issued_at),
  offline_grace_s integer not null check (offline_grace_s >= 0),
  envelope bytea not null check (octet_length(envelope) <= 524288),
  primary key (tenant_id, fleet_id, listing_id, serial),
  foreign key (tenant_id, fleet_id) references fleets (tenant_id, id)
);

-- Which hosts take a seat of it.
create table lease_seats (
  tenant_id uuid not null,
  fleet_id uuid not null,
  listing_id uuid not null references listings (id),
  host_id uuid not null,
  taken_at timestamptz not null,
  seen_at timestamptz not null,
  primary key (tenant_id, fleet_id, listing_id, host_id),
  foreign key (tenant_id, host_id) references hosts (tenant_id, id)
);

-- Null: as many hosts as there are.
alter table entitlements add column seats integer check (seats >= 1);

-- The keyring that a tenant approved, beside the key it pinned with it.
alter table publisher_pins add column keyring_digest text check (keyring_digest ~ '^[0-9a-f]{64}$');

-- Public documents of no tenant: the repository's metadata by role and version, and what hosts pin when they enrol.
create table tuf_metadata (
  role text not null check (role in ('root', 'targets', 'snapshot', 'timestamp')),
  version integer not null check (version >= 1),
  body bytea not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (role, version)
);
create table trust_anchors (
  digest text primary key check (digest ~ '^[0-9a-f]{64}$'),
  document jsonb not null,
  recorded_at timestamptz not null default now()
);

do $$
declare name text;
begin
  foreach name in array array['publisher_keyrings', 'gate_attestations', 'persona_leases', 'lease_seats', 'tuf_metadata', 'trust_anchors']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
end
$$;

create policy anyone_reads on publisher_keyrings for select to fleet_app using (true);
create policy seller_adds on publisher_keyrings for insert to fleet_app
  with check (tenant_id = app_tenant()
    and exists (select from publishers p where p.id = publisher_id and p.tenant_id = app_tenant()));
-- As visible as its version, which is as visible as its listing.
create policy with_its_version on gate_attestations for select to fleet_app
  using (exists (select from persona_versions v where v.id = persona_version_id));
create policy seller_adds on gate_attestations for insert to fleet_app
  with check (tenant_id = app_tenant()
    and exists (select from persona_versions v where v.id = persona_version_id and v.tenant_id = app_tenant()));
create policy own on persona_leases to fleet_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant());
create policy own on lease_seats to fleet_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant());
create policy anyone_reads on tuf_metadata for select to fleet_app using (true);
create policy anyone_adds on tuf_metadata for insert to fleet_app with check (true);
create policy old_ones_go on tuf_metadata for delete to fleet_app using (role = 'timestamp');
create policy anyone_reads on trust_anchors for select to fleet_app using (true);
create policy anyone_adds on trust_anchors for insert to fleet_app with check (true);

grant select, insert on publisher_keyrings, gate_attestations, persona_leases, trust_anchors to fleet_app;
grant select, insert, update, delete on lease_seats to fleet_app;
-- Only old timestamps are ever removed: their names are not asked for.
grant select, insert, delete on tuf_metadata to fleet_app;

-- What the worker has to sign concerns every tenant; as in 0008, with the rights of fleet_maintenance and no more.
grant select (id, tenant_id, digest, listing_id, published_at) on persona_versions to fleet_maintenance;
create policy maintenance on persona_versions for select to fleet_maintenance using (true);
grant select (persona_version_id, name, sha256, content) on bundle_files to fleet_maintenance;
create policy maintenance on bundle_files for select to fleet_maintenance using (true);
grant select (persona_version_id, rules_version, digest, verdict, envelope) on gate_attestations to fleet_maintenance;
create policy maintenance on gate_attestations for select to fleet_maintenance using (true);
grant select (tenant_id, fleet_id, listing_id, ended_at) on assignments to fleet_maintenance;
create policy maintenance on assignments for select to fleet_maintenance using (true);
grant select (tenant_id, listing_id, ends_at, seats) on entitlements to fleet_maintenance;
create policy maintenance on entitlements for select to fleet_maintenance using (true);
grant select (id, publisher_slug, name) on listings to fleet_maintenance;
create policy maintenance on listings for select to fleet_maintenance using (true);
grant select (tenant_id, fleet_id, listing_id, serial, seats, issued_at, expires_at) on persona_leases to fleet_maintenance;
create policy maintenance on persona_leases for select to fleet_maintenance using (true);

-- Versions that the gate has not judged under these rules, oldest first.
create function versions_to_attest(rules integer)
  returns table (tenant_id uuid, persona_version_id uuid, digest text)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select v.tenant_id, v.id, v.digest from persona_versions v
  where not exists (
    select from gate_attestations a where a.persona_version_id = v.id and a.rules_version >= rules
  )
  order by v.published_at, v.id limit 50
$$;

-- Everything the repository should list: the signed pair of each version whose newest verdict is passed, and that verdict.
create function bundle_targets()
  returns table (digest text, name text, length integer, sha256 bytea)
  language sql stable security definer set search_path = public, pg_temp
as $$
  with newest as (
    select distinct on (a.persona_version_id) a.persona_version_id, a.digest, a.verdict, a.envelope
    from gate_attestations a order by a.persona_version_id, a.rules_version desc
  ), passed as (select * from newest where verdict = 'passed')
  select p.digest, f.name, octet_length(f.content), f.sha256
    from passed p join bundle_files f on f.persona_version_id = p.persona_version_id
    where f.name in ('persona.json', 'envelope.json')
  union all
  select p.digest, 'attestation.json', octet_length(p.envelope), pg_catalog.sha256(p.envelope) from passed p
$$;

-- Fleets that run something they are entitled to and whose lease is missing, half over, or for other seats.
create function fleets_to_lease(moment timestamptz)
  returns table (tenant_id uuid, fleet_id uuid, listing_id uuid, persona_id text, seats integer, ends_at timestamptz, serial bigint)
  language sql stable security definer set search_path = public, pg_temp
as $$
  with newest as (
    select distinct on (p.tenant_id, p.fleet_id, p.listing_id) p.*
    from (select tenant_id, fleet_id, listing_id, serial, seats, issued_at, expires_at from persona_leases) p
    order by p.tenant_id, p.fleet_id, p.listing_id, p.serial desc
  )
  select distinct a.tenant_id, a.fleet_id, a.listing_id, l.publisher_slug || '/' || l.name, e.seats, e.ends_at,
    coalesce(n.serial, 0)
  from (select tenant_id, fleet_id, listing_id from assignments where ended_at is null) a
  join (select tenant_id, listing_id, ends_at, seats from entitlements) e
    on e.tenant_id = a.tenant_id and e.listing_id = a.listing_id
  join (select id, publisher_slug, name from listings) l on l.id = a.listing_id
  left join newest n on n.tenant_id = a.tenant_id and n.fleet_id = a.fleet_id and n.listing_id = a.listing_id
  where (e.ends_at is null or e.ends_at > moment)
    and (n.serial is null or n.seats is distinct from e.seats
      or (n.expires_at - moment < (n.expires_at - n.issued_at) / 2 and (e.ends_at is null or n.expires_at < e.ends_at)))
$$;

grant create on schema public to fleet_maintenance;
alter function versions_to_attest(integer) owner to fleet_maintenance;
alter function bundle_targets() owner to fleet_maintenance;
alter function fleets_to_lease(timestamptz) owner to fleet_maintenance;
revoke create on schema public from fleet_maintenance;

revoke execute on function versions_to_attest, bundle_targets, fleets_to_lease from public;
grant execute on function versions_to_attest, bundle_targets, fleets_to_lease to fleet_app;
