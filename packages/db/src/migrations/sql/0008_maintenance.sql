-- The worker's verbs that concern every tenant. They run as fleet_maintenance, whose rights end with what they do.
grant select (tenant_id, id, liveness, last_seen_at), update (liveness) on hosts to fleet_maintenance;
create policy maintenance on hosts to fleet_maintenance using (true) with check (true);
grant select (tenant_id, expires_at), delete on enrolment_tokens to fleet_maintenance;
create policy maintenance on enrolment_tokens to fleet_maintenance using (true);
grant select (tenant_id, id, paused, paused_until), update (paused, paused_until, revision) on fleets to fleet_maintenance;
grant select (revision) on fleets to fleet_maintenance;
create policy maintenance on fleets to fleet_maintenance using (true) with check (true);

create function mark_silent_hosts_offline(silent_since timestamptz) returns integer
  language sql security definer set search_path = public, pg_temp
as $$
  with changed as (
    update hosts set liveness = 'offline' where liveness = 'online' and last_seen_at < silent_since returning 1
  )
  select count(*)::integer from changed
$$;

create function delete_enrolment_tokens_expired_before(moment timestamptz) returns integer
  language sql security definer set search_path = public, pg_temp
as $$
  with gone as (delete from enrolment_tokens where expires_at < moment returning 1)
  select count(*)::integer from gone
$$;

-- A pause that ran out is a change of what agents should do: they are told.
create function end_expired_pauses(moment timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  ended integer := 0;
  fleet uuid;
begin
  for fleet in
    update fleets set paused = false, paused_until = null, revision = revision + 1
    where paused and paused_until <= moment returning id
  loop
    perform pg_notify('fleet_changed', fleet::text);
    ended := ended + 1;
  end loop;
  return ended;
end
$$;

grant create on schema public to fleet_maintenance;
alter function mark_silent_hosts_offline(timestamptz) owner to fleet_maintenance;
alter function delete_enrolment_tokens_expired_before(timestamptz) owner to fleet_maintenance;
alter function end_expired_pauses(timestamptz) owner to fleet_maintenance;
revoke create on schema public from fleet_maintenance;

revoke execute on function mark_silent_hosts_offline, delete_enrolment_tokens_expired_before, end_expired_pauses from public;
grant execute on function mark_silent_hosts_offline, delete_enrolment_tokens_expired_before, end_expired_pauses to fleet_app;
