-- The head row serialises a tenant's writers, so that the chain has no forks.
create table audit_heads (
  tenant_id uuid primary key references tenants (id),
  seq bigint not null,
  hash bytea not null check (octet_length(hash) = 32)
);

create table audit_log (
  tenant_id uuid not null references tenants (id),
  seq bigint not null,
  at timestamptz not null,
  actor text not null,
  command text not null,
  entity_id text not null,
  details jsonb not null,
  previous_hash bytea not null check (octet_length(previous_hash) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (tenant_id, seq)
);

alter table audit_heads enable row level security;
alter table audit_heads force row level security;
alter table audit_log enable row level security;
alter table audit_log force row level security;

create policy own on audit_heads to fleet_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant());
create policy own_reads on audit_log for select to fleet_app using (tenant_id = app_tenant());
create policy own_adds on audit_log for insert to fleet_app with check (tenant_id = app_tenant());

-- No update and no delete for anyone but the owner: the log only grows.
grant select, insert on audit_log to fleet_app;
grant select, insert, update on audit_heads to fleet_app;
