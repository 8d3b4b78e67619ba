create table fleets (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  slug text not null,
  name text not null,
  -- Rises with every change of what the fleet's agents should do.
  revision bigint not null default 1,
  paused boolean not null default false,
  paused_until timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, slug)
);
create index on fleets (paused_until) where paused;

create table enrolment_tokens (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  fleet_id uuid not null,
  token_hash bytea not null check (octet_length(token_hash) = 32),
  created_by uuid not null references users (id),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash),
  foreign key (tenant_id, fleet_id) references fleets (tenant_id, id)
);
create index on enrolment_tokens (expires_at);

create table hosts (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  fleet_id uuid not null,
  name text not null,
  public_key bytea not null check (octet_length(public_key) = 32),
  fingerprint text not null,
  agent_version text not null,
  capabilities jsonb,
  status jsonb,
  liveness text not null default 'new' check (liveness in ('new', 'online', 'offline')),
  last_seen_at timestamptz,
  enrolled_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, fingerprint),
  foreign key (tenant_id, fleet_id) references fleets (tenant_id, id)
);
create index on hosts (tenant_id, fleet_id);
create index on hosts (last_seen_at) where liveness = 'online';

-- Which session holds a host. The epoch rises with every session, so that an older holder can be told apart and fenced.
create table agent_leases (
  tenant_id uuid not null,
  host_id uuid not null,
  epoch bigint not null,
  session_id uuid not null,
  gateway_id text not null,
  token_hash bytea not null check (octet_length(token_hash) = 32),
  opened_at timestamptz not null,
  renewed_at timestamptz not null,
  closed_at timestamptz,
  primary key (tenant_id, host_id),
  foreign key (tenant_id, host_id) references hosts (tenant_id, id)
);

create table assignments (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  fleet_id uuid not null,
  listing_id uuid not null references listings (id),
  persona_version_id uuid not null references persona_versions (id),
  mode text not null check (mode in ('shadow', 'active')),
  assigned_by uuid not null references users (id),
  assigned_at timestamptz not null default now(),
  approved_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, id),
  check (mode = 'shadow' or approved_at is not null),
  foreign key (tenant_id, fleet_id) references fleets (tenant_id, id)
);
-- One decider a fleet.
create unique index on assignments (tenant_id, fleet_id) where ended_at is null;

create table approvals (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  assignment_id uuid not null,
  fleet_id uuid not null,
  note text not null,
  fingerprints text[] not null,
  approved_by uuid not null references users (id),
  approved_at timestamptz not null default now(),
  primary key (tenant_id, id),
  foreign key (tenant_id, assignment_id) references assignments (tenant_id, id)
);
create index on approvals (tenant_id, approved_at desc);

-- The publisher keys a tenant approved. The key itself is copied: what the seller registers later changes nothing here.
create table publisher_pins (
  tenant_id uuid not null references tenants (id),
  publisher_slug text not null,
  fingerprint text not null,
  public_key bytea not null check (octet_length(public_key) = 32),
  pinned_at timestamptz not null default now(),
  primary key (tenant_id, publisher_slug, fingerprint)
);

create table frame_dictionaries (
  tenant_id uuid not null,
  host_id uuid not null,
  epoch bigint not null,
  dictionary_id integer not null,
  signals jsonb not null,
  recorded_at timestamptz not null default now(),
  primary key (tenant_id, host_id, epoch, dictionary_id),
  foreign key (tenant_id, host_id) references hosts (tenant_id, id)
);

do $$
declare name text;
begin
  foreach name in array array['fleets', 'enrolment_tokens', 'hosts', 'agent_leases', 'assignments', 'approvals', 'publisher_pins', 'frame_dictionaries']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own on %I to fleet_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant())', name);
  end loop;
end
$$;

grant select, insert, update
  on fleets, enrolment_tokens, hosts, agent_leases, assignments, publisher_pins to fleet_app;
grant select, insert on approvals, frame_dictionaries to fleet_app;
