create table intents (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  fleet_id uuid not null,
  name text not null,
  weight double precision not null check (weight between 0 and 1),
  starts_at timestamptz not null,
  ends_at timestamptz,
  target text,
  declared_by uuid not null references users (id),
  declared_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, fleet_id) references fleets (tenant_id, id)
);
create index on intents (tenant_id, fleet_id) where ended_at is null;
create index on intents (ends_at) where ended_at is null;

create table campaigns (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  fleet_id uuid not null,
  -- The event's own name in the calendar it came from: importing it again replaces its occurrences.
  uid text,
  name text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  weight double precision not null check (weight between 0 and 1),
  added_by uuid not null references users (id),
  added_at timestamptz not null default now(),
  primary key (tenant_id, id),
  unique (tenant_id, fleet_id, uid, starts_at),
  check (starts_at < ends_at),
  foreign key (tenant_id, fleet_id) references fleets (tenant_id, id)
);
create index on campaigns (tenant_id, fleet_id, ends_at);
create index on campaigns (ends_at);

-- Something outside that tells a fleet figures its hosts cannot see. Only SHA-256 of its token is kept.
create table signal_sources (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  fleet_id uuid not null,
  name text not null,
  token_hash bytea not null check (octet_length(token_hash) = 32),
  signals text[] not null,
  created_by uuid not null references users (id),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz,
  last_error text,
  last_error_at timestamptz,
  told_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash),
  foreign key (tenant_id, fleet_id) references fleets (tenant_id, id)
);
create unique index on signal_sources (tenant_id, fleet_id, name) where revoked_at is null;

create table source_signals (
  tenant_id uuid not null,
  fleet_id uuid not null,
  source_id uuid not null,
  signal text not null,
  unit text not null,
  value double precision not null,
  observed_at timestamptz not null,
  received_at timestamptz not null,
  primary key (tenant_id, fleet_id, source_id, signal),
  foreign key (tenant_id, source_id) references signal_sources (tenant_id, id)
);

-- What a source counted, in steps of time: any number of hub processes add to the same figures.
create table source_event_slots (
  tenant_id uuid not null,
  fleet_id uuid not null,
  source_id uuid not null,
  name text not null,
  slot timestamptz not null,
  count bigint not null,
  total double precision not null,
  primary key (tenant_id, source_id, name, slot),
  foreign key (tenant_id, source_id) references signal_sources (tenant_id, id)
);

create table api_tokens (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  name text not null,
  token_hash bytea not null check (octet_length(token_hash) = 32),
  scopes text[] not null,
  created_by uuid not null references users (id),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, token_hash)
);

do $$
declare name text;
begin
  foreach name in array array['intents', 'campaigns', 'signal_sources', 'source_signals', 'source_event_slots', 'api_tokens']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own on %I to fleet_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant())', name);
  end loop;
end
$$;

grant select, insert, update on intents, signal_sources, source_signals, api_tokens to fleet_app;
grant select, insert, update, delete on campaigns, source_event_slots to fleet_app;
