-- Whoever keeps what the search reads in memory asks what has changed since.
alter table listing_search
  -- Small and dense, for sets of listings; a listing that comes back has another one.
  add column place integer generated always as identity,
  -- The transaction that wrote the row last.
  add column changed_in xid8 not null default pg_current_xact_id();
alter table listing_search add unique (place);
create index on listing_search (changed_in);

-- Places that are empty since.
create table listing_search_gone (
  place integer primary key,
  changed_in xid8 not null default pg_current_xact_id()
);
create index on listing_search_gone (changed_in);
alter table listing_search_gone enable row level security;
alter table listing_search_gone force row level security;
create policy anyone_reads on listing_search_gone for select to fleet_app using (true);
create policy maintenance on listing_search_gone to fleet_maintenance using (true) with check (true);
grant select on listing_search_gone to fleet_app;
grant select, insert, update, delete on listing_search_gone to fleet_maintenance;

grant create on schema public to fleet_maintenance;
set role fleet_maintenance;
create function listing_search_moved() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if tg_op = 'DELETE' then
    insert into listing_search_gone (place) values (old.place);
    return null;
  end if;
  new.changed_in := pg_current_xact_id();
  return new;
end
$$;
reset role;
revoke create on schema public from fleet_maintenance;
create trigger moved before update on listing_search for each row execute function listing_search_moved();
create trigger gone after delete on listing_search for each row execute function listing_search_moved();
revoke execute on function listing_search_moved from public;
