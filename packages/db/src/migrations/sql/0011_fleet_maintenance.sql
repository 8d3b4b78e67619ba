-- The worker ends what ran out: pauses, intents, campaigns. As in 0008, with the rights of fleet_maintenance and no more.
grant select (tenant_id, id, fleet_id, until, ended_at), update (ended_at) on fleet_pauses to fleet_maintenance;
create policy maintenance on fleet_pauses to fleet_maintenance using (true) with check (true);
grant select (tenant_id, id, fleet_id, ends_at, ended_at), update (ended_at) on intents to fleet_maintenance;
create policy maintenance on intents to fleet_maintenance using (true) with check (true);
grant select (tenant_id, ends_at), delete on campaigns to fleet_maintenance;
create policy maintenance on campaigns to fleet_maintenance using (true);

-- Pauses of one direction or attribute that ran out. As with a pause of everything, the agents are told.
create function end_expired_partial_pauses(moment timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  ended integer := 0;
  here integer;
  fleet record;
begin
  -- Fleet first, then its pauses, as everybody who removes one by hand: two that lock in another order wait for each other.
  for fleet in
    update fleets set revision = revision + 1
    from (
      select distinct tenant_id, fleet_id from fleet_pauses where ended_at is null and until <= moment
    ) gone
    where fleets.tenant_id = gone.tenant_id and fleets.id = gone.fleet_id
    returning fleets.tenant_id, fleets.id
  loop
    update fleet_pauses set ended_at = moment
      where tenant_id = fleet.tenant_id and fleet_id = fleet.id and ended_at is null and until <= moment;
    get diagnostics here = row_count;
    ended := ended + here;
    perform pg_notify('fleet_changed', fleet.id::text);
  end loop;
  return ended;
end
$$;

create function end_expired_intents(moment timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  ended integer := 0;
  fleet record;
begin
  for fleet in
    with over as (
      update intents set ended_at = moment where ended_at is null and ends_at <= moment returning fleet_id
    )
    select fleet_id, count(*) as intents from over group by fleet_id
  loop
    perform pg_notify('fleet_context', fleet.fleet_id::text);
    ended := ended + fleet.intents;
  end loop;
  return ended;
end
$$;

create function delete_campaigns_ended_before(moment timestamptz) returns integer
  language sql security definer set search_path = public, pg_temp
as $$
  with gone as (delete from campaigns where ends_at < moment returning 1)
  select count(*)::integer from gone
$$;

grant create on schema public to fleet_maintenance;
alter function end_expired_partial_pauses(timestamptz) owner to fleet_maintenance;
alter function end_expired_intents(timestamptz) owner to fleet_maintenance;
alter function delete_campaigns_ended_before(timestamptz) owner to fleet_maintenance;
revoke create on schema public from fleet_maintenance;

revoke execute on function end_expired_partial_pauses, end_expired_intents, delete_campaigns_ended_before from public;
grant execute on function end_expired_partial_pauses, end_expired_intents, delete_campaigns_ended_before to fleet_app;
