-- Every version of a fleet's state document. History: added, never changed.
create table fleet_configs (
  tenant_id uuid not null,
  fleet_id uuid not null,
  version integer not null check (version > 0),
  document jsonb not null,
  note text not null,
  changed_by uuid not null references users (id),
  changed_at timestamptz not null default now(),
  primary key (tenant_id, fleet_id, version),
  foreign key (tenant_id, fleet_id) references fleets (tenant_id, id)
);

create table fleet_kill_switches (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  fleet_id uuid not null,
  reason text not null,
  engaged_by uuid not null references users (id),
  engaged_at timestamptz not null default now(),
  released_by uuid references users (id),
  released_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, fleet_id) references fleets (tenant_id, id)
);
create unique index on fleet_kill_switches (tenant_id, fleet_id) where released_at is null;

create table fleet_pauses (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  fleet_id uuid not null,
  kind text not null check (kind in ('all', 'direction', 'attribute')),
  direction text check (direction in ('grow', 'shrink')),
  attribute text,
  until timestamptz,
  created_by uuid not null references users (id),
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (tenant_id, id),
  check ((kind = 'direction') = (direction is not null) and (kind = 'attribute') = (attribute is not null)),
  foreign key (tenant_id, fleet_id) references fleets (tenant_id, id)
);
create index on fleet_pauses (tenant_id, fleet_id) where ended_at is null;
create index on fleet_pauses (until) where ended_at is null;

-- When a person said to steer an attribute again that somebody else had changed; '*' means all.
create table attribute_resumptions (
  tenant_id uuid not null,
  fleet_id uuid not null,
  attribute text not null,
  resumed_by uuid not null references users (id),
  resumed_at timestamptz not null default now(),
  primary key (tenant_id, fleet_id, attribute),
  foreign key (tenant_id, fleet_id) references fleets (tenant_id, id)
);

-- Who decides the fleet-scope attributes. The epoch rises with every change of holder and fences the ones before.
create table fleet_leases (
  tenant_id uuid not null,
  fleet_id uuid not null,
  epoch bigint not null,
  holder uuid,
  expires_at timestamptz not null,
  fleet_values jsonb not null default '{}',
  values_seq bigint not null default 0,
  values_at bigint not null default 0,
  primary key (tenant_id, fleet_id),
  foreign key (tenant_id, fleet_id) references fleets (tenant_id, id)
);

do $$
declare name text;
begin
  foreach name in array array['fleet_configs', 'fleet_kill_switches', 'fleet_pauses', 'attribute_resumptions', 'fleet_leases']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own on %I to fleet_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant())', name);
  end loop;
end
$$;

grant select, insert on fleet_configs to fleet_app;
grant select, insert, update on fleet_kill_switches, fleet_pauses, attribute_resumptions, fleet_leases to fleet_app;
