-- One row per frame. `at` is frozen by the agent, so a replayed frame has the key of the first and changes nothing.
create table metric_frames (
  tenant_id uuid not null,
  host_id uuid not null,
  epoch bigint not null,
  seq bigint not null,
  at timestamptz not null,
  dictionary_id integer not null,
  -- NULL: not observed. NaN and infinities are kept as they were measured.
  samples double precision[] not null,
  primary key (tenant_id, host_id, epoch, seq, at)
) partition by range (at);

create table decisions (
  tenant_id uuid not null,
  host_id uuid not null,
  epoch bigint not null,
  seq bigint not null,
  at timestamptz not null,
  payload jsonb not null,
  primary key (tenant_id, host_id, epoch, seq, at)
) partition by range (at);

create table events (
  tenant_id uuid not null,
  host_id uuid not null,
  epoch bigint not null,
  seq bigint not null,
  at timestamptz not null,
  payload jsonb not null,
  primary key (tenant_id, host_id, epoch, seq, at)
) partition by range (at);

create index on metric_frames (tenant_id, host_id, at);
create index on decisions (tenant_id, host_id, at);
create index on events (tenant_id, host_id, at);

do $$
declare name text;
begin
  foreach name in array array['metric_frames', 'decisions', 'events']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy own_reads on %I for select to fleet_app using (tenant_id = app_tenant())', name);
    -- The gateway stamps tenant and host from the authenticated session; this role can add rows and see none.
    execute format('create policy ingest_adds on %I for insert to fleet_ingest with check (true)', name);
    execute format('grant select on %I to fleet_app', name);
    execute format('grant insert on %I to fleet_ingest', name);
  end loop;
end
$$;

-- Makes the daily partitions (UTC) of all three tables from one day to another, both included. Safe to repeat and to race.
create function ensure_frame_partitions(first_day date, last_day date) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  made integer := 0;
  day date;
  parent text;
  child text;
begin
  if last_day - first_day > 400 then
    raise exception 'more than 400 days of partitions asked for';
  end if;
  perform pg_advisory_xact_lock(hashtext('frame_partitions'));
  for day in select generate_series(first_day, last_day, interval '1 day')::date loop
    foreach parent in array array['metric_frames', 'decisions', 'events'] loop
      child := parent || to_char(day, '_YYYYMMDD');
      continue when to_regclass(child) is not null;
      execute format('create table %I partition of %I for values from (%L) to (%L)', child, parent,
        day::text || ' 00:00:00+00', (day + 1)::text || ' 00:00:00+00');
      -- No policy and no grant: a partition is reached through its parent or not at all.
      execute format('alter table %I enable row level security', child);
      execute format('alter table %I force row level security', child);
      made := made + 1;
    end loop;
  end loop;
  return made;
end
$$;

-- Retention: forgets whole days before `first_kept`, which cannot be in the future.
create function drop_frame_partitions(first_kept date) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  dropped integer := 0;
  child text;
begin
  if first_kept > (now() at time zone 'UTC')::date then
    raise exception 'the days to come cannot be dropped';
  end if;
  perform pg_advisory_xact_lock(hashtext('frame_partitions'));
  for child in
    select c.relname from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
    join pg_class p on p.oid = i.inhparent
    where p.relname in ('metric_frames', 'decisions', 'events') and p.relnamespace = 'public'::regnamespace
      and to_date(right(c.relname, 8), 'YYYYMMDD') < first_kept
  loop
    execute format('drop table %I', child);
    dropped := dropped + 1;
  end loop;
  return dropped;
end
$$;

-- The days that have partitions: what ingest may accept.
create function frame_partition_days() returns setof date
  language sql stable
as $$
  select to_date(right(c.relname, 8), 'YYYYMMDD') from pg_inherits i
  join pg_class c on c.oid = i.inhrelid
  join pg_class p on p.oid = i.inhparent
  where p.relname = 'events' and p.relnamespace = 'public'::regnamespace
  order by 1
$$;

revoke execute on function ensure_frame_partitions, drop_frame_partitions from public;
grant execute on function ensure_frame_partitions, drop_frame_partitions to fleet_app;
