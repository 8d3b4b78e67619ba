-- Reports, the moderators' decisions and appeals (docs/moderation.md). Moderators are no tenant: what they may do hangs on the person
-- of the transaction, and they do it through functions that keep the log.

-- By address, so that somebody can be named before they ever signed in. Written by the operator alone.
create table platform_staff (
  email text primary key check (email = lower(email)),
  role text not null check (role in ('moderator'))
);

-- tenant_id is who reports.
create table store_reports (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  kind text not null check (kind in ('review', 'reply', 'listing', 'seller')),
  thing_id uuid not null,
  reason text not null,
  note text not null check (char_length(note) <= 2000),
  reported_by uuid not null references users (id),
  reported_at timestamptz not null default now(),
  closed_at timestamptz,
  outcome text check (outcome in ('hidden', 'kept')),
  primary key (tenant_id, id),
  check ((closed_at is null) = (outcome is null))
);
create unique index store_reports_one_open on store_reports (tenant_id, kind, thing_id) where closed_at is null;
create index on store_reports (kind, thing_id) where closed_at is null;

-- What was hidden, from when to when. tenant_id is whose it is.
create table store_holds (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  kind text not null check (kind in ('review', 'reply', 'listing', 'seller')),
  thing_id uuid not null,
  listing_id uuid references listings (id),
  reason text not null,
  -- Told to its author.
  note text not null check (char_length(note) <= 2000),
  hidden_by uuid not null references users (id),
  hidden_at timestamptz not null default now(),
  restored_by uuid references users (id),
  restored_at timestamptz,
  check ((restored_at is null) = (restored_by is null))
);
create unique index store_holds_one_open on store_holds (kind, thing_id) where restored_at is null;
create index on store_holds (tenant_id, hidden_at desc);

-- Once for each time that something was hidden.
create table store_appeals (
  hold_id uuid primary key references store_holds (id),
  tenant_id uuid not null references tenants (id),
  body text not null check (char_length(body) between 1 and 3000),
  appealed_by uuid not null references users (id),
  appealed_at timestamptz not null default now(),
  decided_by uuid references users (id),
  decided_at timestamptz,
  outcome text check (outcome in ('restored', 'upheld')),
  note text,
  check ((decided_at is null) = (outcome is null) and (decided_at is null) = (decided_by is null))
);
create index on store_appeals (appealed_at) where decided_at is null;

-- What of the store is hidden now, for everybody to leave out: kept by set_thing_hidden.
create table store_held (
  thing_id uuid primary key,
  kind text not null check (kind in ('listing', 'seller'))
);

create table moderation_log (
  seq bigint primary key generated always as identity,
  at timestamptz not null default now(),
  moderator uuid not null references users (id),
  action text not null check (action in ('kept', 'hidden', 'restored', 'appeal-upheld', 'appeal-restored')),
  kind text not null,
  thing_id uuid not null,
  hold_id uuid references store_holds (id),
  reason text,
  note text not null,
  reports integer not null
);
create index on moderation_log (kind, thing_id);

do $$
declare name text;
begin
  foreach name in array array['platform_staff', 'store_reports', 'store_holds', 'store_appeals', 'store_held', 'moderation_log']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy maintenance on %I to fleet_maintenance using (true) with check (true)', name);
  end loop;
end
$$;

create policy operator on platform_staff to current_user using (true) with check (true);

-- As in 0008, with the rights of fleet_maintenance and no more.
grant select on platform_staff to fleet_maintenance;
grant select (id, email, email_verified) on users to fleet_maintenance;
grant select, update (closed_at, outcome) on store_reports to fleet_maintenance;
grant select, insert, update on store_holds to fleet_maintenance;
grant select, update (decided_by, decided_at, outcome, note) on store_appeals to fleet_maintenance;
grant select, insert on moderation_log to fleet_maintenance;
grant select, insert, delete on store_held to fleet_maintenance;
grant select (id, tenant_id) on publishers to fleet_maintenance;
create policy moderation on publishers for select to fleet_maintenance using (true);
grant select (publisher_id, status) on listings to fleet_maintenance;

grant create on schema public to fleet_maintenance;
set role fleet_maintenance;

-- Whether the person of this transaction moderates: an address that was proved, and that the operator named.
create function is_moderator() returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (
    select from users u join platform_staff s on s.email = u.email and s.role = 'moderator'
    where u.id = app_user() and u.email_verified is not null)
$$;

-- Whose a thing of the store is, and the listing it belongs to; nothing where it does not exist.
create function owner_of_thing(sort text, thing uuid) returns table (tenant_id uuid, listing_id uuid)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select r.tenant_id, r.listing_id from buyer_reviews r where sort = 'review' and r.id = thing
  union all
  select p.tenant_id, r.listing_id from buyer_review_replies p join buyer_reviews r on r.id = p.review_id where sort = 'reply' and p.review_id = thing
  union all
  select l.tenant_id, l.id from listings l where sort = 'listing' and l.id = thing
  union all
  select p.tenant_id, null::uuid from publishers p where sort = 'seller' and p.id = thing
$$;

create function require_moderator() returns uuid
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
begin
  if not is_moderator() then raise exception 'not-a-moderator' using errcode = '42501'; end if;
  return app_user();
end
$$;

create function set_thing_hidden(sort text, thing uuid, since timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if sort = 'review' then update buyer_reviews set hidden_at = since where id = thing;
  elsif sort = 'reply' then update buyer_review_replies set hidden_at = since where review_id = thing;
  elsif since is null then delete from store_held where thing_id = thing;
  else insert into store_held (thing_id, kind) values (thing, sort);
  end if;
end
$$;

create function close_reports(sort text, thing uuid, how text) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  closed integer;
begin
  update store_reports set closed_at = now(), outcome = how where kind = sort and thing_id = thing and closed_at is null;
  get diagnostics closed = row_count;
  return closed;
end
$$;

-- A moderator leaves something where it is; those who reported it are answered.
create function keep_thing(sort text, thing uuid, said text) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  moderator uuid := require_moderator();
  closed integer := close_reports(sort, thing, 'kept');
begin
  if closed = 0 then raise exception 'nothing-reported' using errcode = '23514'; end if;
  insert into moderation_log (moderator, action, kind, thing_id, note, reports) values (moderator, 'kept', sort, thing, said, closed);
end
$$;

-- A moderator hides something for a reason of the policy. Answers the hold.
create function hide_thing(sort text, thing uuid, because text, said text) returns uuid
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  moderator uuid := require_moderator();
  whose record;
  hold uuid;
begin
  select * into whose from owner_of_thing(sort, thing);
  if whose.tenant_id is null then raise exception 'no-such-thing' using errcode = '23514'; end if;
  insert into store_holds (tenant_id, kind, thing_id, listing_id, reason, note, hidden_by)
    values (whose.tenant_id, sort, thing, whose.listing_id, because, said, moderator) returning id into hold;
  perform set_thing_hidden(sort, thing, now());
  insert into moderation_log (moderator, action, kind, thing_id, hold_id, reason, note, reports)
    values (moderator, 'hidden', sort, thing, hold, because, said, close_reports(sort, thing, 'hidden'));
  return hold;
end
$$;

create function lift_hold(hold uuid, moderator uuid) returns store_holds
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  lifted store_holds;
begin
  update store_holds set restored_at = now(), restored_by = moderator where id = hold and restored_at is null returning * into lifted;
  if lifted.id is null then raise exception 'not-hidden' using errcode = '23514'; end if;
  perform set_thing_hidden(lifted.kind, lifted.thing_id, null);
  return lifted;
end
$$;

-- A moderator takes a decision back by itself. While an appeal waits, the appeal is decided instead.
create function restore_thing(hold uuid, said text) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  moderator uuid := require_moderator();
  lifted store_holds;
begin
  if exists (select from store_appeals a where a.hold_id = hold and a.decided_at is null) then
    raise exception 'appeal-waits' using errcode = '23514';
  end if;
  lifted := lift_hold(hold, moderator);
  insert into moderation_log (moderator, action, kind, thing_id, hold_id, note, reports)
    values (moderator, 'restored', lifted.kind, lifted.thing_id, hold, said, 0);
end
$$;

-- Decides an appeal. Not by who hid it, unless there is nobody else who could.
create function decide_appeal(hold uuid, restored boolean, said text) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  moderator uuid := require_moderator();
  held store_holds;
begin
  select * into held from store_holds where id = hold for update;
  if held.hidden_by = moderator and exists (
    select from platform_staff s join users u on u.email = s.email and u.email_verified is not null
    where s.role = 'moderator' and u.id <> moderator
  ) then raise exception 'another-moderator-decides' using errcode = '23514'; end if;
  update store_appeals set decided_by = moderator, decided_at = now(), outcome = case when restored then 'restored' else 'upheld' end, note = said
    where hold_id = hold and decided_at is null;
  if not found then raise exception 'no-open-appeal' using errcode = '23514'; end if;
  if restored then perform lift_hold(hold, moderator); end if;
  insert into moderation_log (moderator, action, kind, thing_id, hold_id, note, reports)
    values (moderator, case when restored then 'appeal-restored' else 'appeal-upheld' end, held.kind, held.thing_id, hold, said, 0);
end
$$;

create function refuse_change() returns trigger
  language plpgsql set search_path = public, pg_temp
as $$ begin raise exception 'append-only' using errcode = '42501'; end $$;

reset role;
revoke create on schema public from fleet_maintenance;

-- Not even the owner rewrites what moderators did.
create trigger append_only before update or delete or truncate on moderation_log for each statement execute function refuse_change();

create policy own on store_reports for select to fleet_app using (tenant_id = app_tenant());
create policy moderator_reads on store_reports for select to fleet_app using ((select is_moderator()));
create policy tenant_reports on store_reports for insert to fleet_app with check (tenant_id = app_tenant()
  and exists (select from owner_of_thing(kind, thing_id) o where o.tenant_id <> app_tenant()));
create policy own on store_holds for select to fleet_app using (tenant_id = app_tenant());
create policy moderator_reads on store_holds for select to fleet_app using ((select is_moderator()));
create policy own on store_appeals for select to fleet_app using (tenant_id = app_tenant());
create policy moderator_reads on store_appeals for select to fleet_app using ((select is_moderator()));
-- The policies of holds apply inside: one's own.
create policy author_appeals on store_appeals for insert to fleet_app with check (tenant_id = app_tenant()
  and exists (select from store_holds h where h.id = hold_id and h.tenant_id = app_tenant() and h.restored_at is null));
create policy moderator_reads on moderation_log for select to fleet_app using ((select is_moderator()));

create policy moderator_reads on buyer_reviews for select to fleet_app using ((select is_moderator()));
create policy moderator_reads on buyer_review_replies for select to fleet_app using ((select is_moderator()));
create policy moderator_reads on listings for select to fleet_app using ((select is_moderator()));

-- What is hidden leaves the store; whoever got it keeps it, and its seller sees it.
drop policy listed_or_own on listings;
create policy listed_or_own on listings for select to fleet_app
  using (tenant_id = app_tenant() or (status = 'listed'
    and id not in (select h.thing_id from store_held h where h.kind = 'listing')
    and publisher_id not in (select h.thing_id from store_held h where h.kind = 'seller')));
create policy anyone_reads on store_held for select to fleet_app using (true);

grant select on store_reports, store_holds, store_appeals, store_held, moderation_log to fleet_app;
grant insert (id, tenant_id, kind, thing_id, reason, note, reported_by) on store_reports to fleet_app;
grant insert (hold_id, tenant_id, body, appealed_by) on store_appeals to fleet_app;

revoke execute on function is_moderator, owner_of_thing, require_moderator, set_thing_hidden, close_reports, keep_thing, hide_thing,
  lift_hold, restore_thing, decide_appeal, refuse_change from public;
grant execute on function is_moderator, owner_of_thing, keep_thing, hide_thing, restore_thing, decide_appeal to fleet_app;
