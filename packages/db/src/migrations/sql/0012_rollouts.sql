-- Evaluations that any worker can do: what is asked, and each item with what came of it. The job queue carries their ids only.
create table rollout_batches (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  -- What its sender calls it: sent again after a lost answer, it is the same batch. The hash says whether it really is.
  request_key text not null,
  request_hash bytea not null check (octet_length(request_hash) = 32),
  -- JSON as it was sent; jsonb would change the order of its fields.
  task text not null,
  bytes bigint not null check (bytes >= 0),
  items integer not null check (items > 0),
  done integer not null default 0 check (done >= 0),
  failed integer not null default 0 check (failed >= 0),
  created_by uuid not null references users (id),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, request_key),
  check (done + failed <= items)
);
create index on rollout_batches (expires_at);

create table rollout_items (
  tenant_id uuid not null,
  batch_id uuid not null,
  position integer not null,
  job_id uuid not null,
  genome bytea not null,
  seeds bigint[] not null,
  -- How often a worker took it: one that kills its worker again and again is given up.
  attempts integer not null default 0,
  -- Its place among the ended ones of the batch, the first is 1; null while it is not ended.
  ended_as integer,
  result text,
  failure_code text,
  failure text,
  primary key (tenant_id, batch_id, position),
  unique (tenant_id, batch_id, ended_as),
  foreign key (tenant_id, batch_id) references rollout_batches (tenant_id, id) on delete cascade,
  check (ended_as is null or (result is null) = (failure_code is not null)),
  check ((failure_code is null) = (failure is null))
);
-- Weights do not compress.
alter table rollout_items alter column genome set storage external;

do $$
declare name text;
begin
  foreach name in array array['rollout_batches', 'rollout_items']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own on %I to fleet_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant())', name);
  end loop;
end
$$;

grant select, insert, update, delete on rollout_batches, rollout_items to fleet_app;

-- As in 0008, with the rights of fleet_maintenance and no more; the items go with their batch.
grant select (tenant_id, expires_at), delete on rollout_batches to fleet_maintenance;
create policy maintenance on rollout_batches to fleet_maintenance using (true);

create function delete_rollouts_expired_before(moment timestamptz) returns integer
  language sql security definer set search_path = public, pg_temp
as $$
  with gone as (delete from rollout_batches where expires_at < moment returning 1)
  select count(*)::integer from gone
$$;

grant create on schema public to fleet_maintenance;
alter function delete_rollouts_expired_before(timestamptz) owner to fleet_maintenance;
revoke create on schema public from fleet_maintenance;

revoke execute on function delete_rollouts_expired_before from public;
grant execute on function delete_rollouts_expired_before to fleet_app;
