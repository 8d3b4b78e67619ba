-- What happens in the store, who is told of it and how, and the domains that sellers proved to be theirs.

-- The exclusion of a domain that another seller holds compares two columns with two operators.
create extension if not exists btree_gist;

-- What happened. It says everything by itself: what it speaks of may be taken off the shelf before everybody was told.
create table store_events (
  id uuid primary key default gen_random_uuid(),
  -- Whose event it is: the seller of the listing, or the tenant it is addressed to where there is no listing.
  tenant_id uuid not null references tenants (id),
  kind text not null check (kind ~ '^[a-z]+(-[a-z]+)+$'),
  listing_id uuid references listings (id),
  publisher_id uuid references publishers (id),
  persona_version_id uuid references persona_versions (id),
  persona_id text,
  title text not null,
  version integer,
  -- Addressed: nobody else hears of it. Without a person, the tenant's owners and admins do.
  to_tenant_id uuid references tenants (id),
  to_user_id uuid references users (id),
  -- What it is about beside the listing: an advisory, a review, an endpoint.
  ref text,
  summary text not null check (length(summary) <= 500),
  -- Whoever got the listing is told, followed or not.
  owed boolean not null,
  -- Its mail does not wait for others.
  urgent boolean not null,
  at timestamptz not null,
  fanned_out_at timestamptz,
  check (listing_id is not null or to_tenant_id is not null),
  check ((listing_id is null) = (publisher_id is null) and (listing_id is null) = (persona_id is null)),
  check (to_user_id is null or to_tenant_id is not null)
);
-- A version is published once, however often its gate runs.
create unique index on store_events (persona_version_id) where kind = 'version-published';
create index on store_events (at);

-- A person's, or where there is no person the whole tenant's.
create table follows (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  user_id uuid references users (id),
  listing_id uuid references listings (id),
  publisher_id uuid references publishers (id),
  followed_by uuid not null references users (id),
  followed_at timestamptz not null,
  primary key (tenant_id, id),
  check ((listing_id is null) <> (publisher_id is null)),
  unique nulls not distinct (tenant_id, user_id, listing_id, publisher_id)
);
create index on follows (listing_id) where listing_id is not null;
create index on follows (publisher_id) where publisher_id is not null;

-- What somebody chose for one kind of notice; without a row it comes in-app and by mail.
create table notice_choices (
  tenant_id uuid not null references tenants (id),
  user_id uuid not null references users (id),
  kind text not null,
  in_app boolean not null,
  mail boolean not null,
  primary key (tenant_id, user_id, kind)
);

-- One event told to one person. The key makes telling it twice the same as telling it once.
create table notices (
  tenant_id uuid not null references tenants (id),
  user_id uuid not null references users (id),
  event_id uuid not null references store_events (id),
  kind text not null,
  at timestamptz not null,
  in_app boolean not null,
  read_at timestamptz,
  mail text not null check (mail in ('none', 'now', 'digest', 'sent', 'given-up')),
  mail_attempts integer not null default 0,
  -- Whoever sends it has it until then; a sender that died gives it back.
  mail_claimed_until timestamptz,
  primary key (tenant_id, user_id, event_id)
);
create index on notices (tenant_id, user_id, at desc) where in_app;
create index on notices (tenant_id, user_id) where in_app and read_at is null;
create index on notices (mail) where mail in ('now', 'digest');
create index on notices (event_id);
create index on notices (at);

create table webhook_endpoints (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  url text not null,
  kinds text[] not null check (cardinality(kinds) >= 1),
  -- Sealed: this database alone signs nothing.
  secret bytea not null,
  secret_hint text not null,
  -- Signs beside the new one until its time is up.
  previous_secret bytea,
  previous_until timestamptz,
  created_by uuid not null references users (id),
  created_at timestamptz not null,
  -- The first failure since the last success.
  failing_since timestamptz,
  disabled_at timestamptz,
  disabled_because text check (disabled_because in ('gone', 'failing', 'by-hand')),
  removed_at timestamptz,
  -- One worker at a time serves it.
  claimed_until timestamptz,
  primary key (tenant_id, id),
  check ((disabled_at is null) = (disabled_because is null)),
  check ((previous_secret is null) = (previous_until is null))
);

-- One event for one endpoint, with all its tries. `id` is what the receiver sees as webhook-id, the same in each of them.
create table webhook_deliveries (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null,
  endpoint_id uuid not null,
  -- Null: a test that somebody asked for.
  event_id uuid references store_events (id),
  kind text not null,
  status text not null default 'waiting' check (status in ('waiting', 'delivered', 'failed')),
  -- Tries since it was last sent by hand; the log below counts on.
  attempts integer not null default 0,
  created_at timestamptz not null,
  next_at timestamptz,
  ended_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, endpoint_id, event_id),
  check ((status = 'waiting') = (next_at is not null)),
  foreign key (tenant_id, endpoint_id) references webhook_endpoints (tenant_id, id)
);
create index on webhook_deliveries (next_at) where next_at is not null;
create index on webhook_deliveries (tenant_id, endpoint_id, created_at desc);
create index on webhook_deliveries (event_id);

create table webhook_attempts (
  tenant_id uuid not null,
  delivery_id uuid not null,
  number integer not null,
  at timestamptz not null,
  -- Null: no answer came, and `failure` says why.
  response_status integer,
  failure text,
  duration_ms integer not null,
  response text not null check (length(response) <= 1000),
  primary key (tenant_id, delivery_id, number),
  foreign key (tenant_id, delivery_id) references webhook_deliveries (tenant_id, id) on delete cascade
);

-- A domain that a seller says is theirs. What counts is verified_at; the token is public, as its record in the DNS is.
create table publisher_domains (
  publisher_id uuid primary key references publishers (id),
  tenant_id uuid not null references tenants (id),
  -- As the DNS spells it: lower case, punycode.
  domain text not null check (domain = lower(domain) and domain ~ '^[a-z0-9.-]{4,253}$'),
  token text not null,
  started_by uuid not null references users (id),
  started_at timestamptz not null,
  verified_at timestamptz,
  checked_at timestamptz,
  failing_since timestamptz,
  -- What the last check found, in one word.
  last_finding text check (last_finding in ('right', 'wrong', 'none', 'unanswered')),
  -- One domain, one seller.
  exclude using gist (domain with =, tenant_id with <>) where (verified_at is not null)
);
create index on publisher_domains (tenant_id);
create index on publisher_domains (checked_at);

do $$
declare name text;
begin
  foreach name in array array['follows', 'notice_choices', 'notices', 'webhook_endpoints', 'webhook_deliveries', 'webhook_attempts']
  loop
    execute format('create policy own on %I to fleet_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant())', name);
  end loop;
  foreach name in array array['store_events', 'follows', 'notice_choices', 'notices', 'webhook_endpoints', 'webhook_deliveries',
    'webhook_attempts', 'publisher_domains']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
end
$$;

-- Who was told of an event may read it; the policies of notices and deliveries apply inside the subqueries.
create policy told on store_events for select to fleet_app
  using (exists (select from notices n where n.event_id = store_events.id)
    or exists (select from webhook_deliveries d where d.event_id = store_events.id));
create policy verified_or_own on publisher_domains for select to fleet_app
  using (verified_at is not null or tenant_id = app_tenant());
create policy seller_adds on publisher_domains for insert to fleet_app
  with check (tenant_id = app_tenant()
    and exists (select from publishers p where p.id = publisher_id and p.tenant_id = app_tenant()));
create policy seller_changes on publisher_domains for update to fleet_app using (tenant_id = app_tenant());
create policy seller_removes on publisher_domains for delete to fleet_app using (tenant_id = app_tenant());

grant select on store_events to fleet_app;
grant select, insert, delete on follows to fleet_app;
grant select, insert, update on notice_choices, webhook_endpoints, webhook_deliveries to fleet_app;
grant select, update on notices to fleet_app;
grant select, insert on webhook_attempts to fleet_app;
grant select, insert, update, delete on publisher_domains to fleet_app;

-- As in 0008, with the rights of fleet_maintenance and no more.
grant select (tenant_id, user_id, role) on memberships to fleet_maintenance;
create policy watching on memberships for select to fleet_maintenance using (true);
grant select (tenant_id, publisher_id, title, status) on listings to fleet_maintenance;
grant select (id, version) on persona_versions to fleet_maintenance;
grant select, insert, delete on store_events to fleet_maintenance;
grant update (fanned_out_at) on store_events to fleet_maintenance;
create policy maintenance on store_events to fleet_maintenance using (true) with check (true);
grant select (tenant_id, user_id, listing_id, publisher_id) on follows to fleet_maintenance;
create policy maintenance on follows for select to fleet_maintenance using (true);
grant select on notice_choices to fleet_maintenance;
create policy maintenance on notice_choices for select to fleet_maintenance using (true);
grant select, insert, delete on notices to fleet_maintenance;
create policy maintenance on notices to fleet_maintenance using (true) with check (true);
grant select (tenant_id, id, kinds, disabled_at, removed_at, claimed_until), update (claimed_until) on webhook_endpoints to fleet_maintenance;
create policy maintenance on webhook_endpoints to fleet_maintenance using (true) with check (true);
grant select, insert, delete on webhook_deliveries to fleet_maintenance;
create policy maintenance on webhook_deliveries to fleet_maintenance using (true) with check (true);
grant select (tenant_id, publisher_id, verified_at, started_at, checked_at, failing_since) on publisher_domains to fleet_maintenance;
create policy maintenance on publisher_domains for select to fleet_maintenance using (true);
grant execute on function app_tenant, app_user to fleet_maintenance;

grant create on schema public to fleet_maintenance;
set role fleet_maintenance;

-- Writes down that something happened; null when it was written down before. What everybody hears of a listing only its seller says;
-- what is addressed, any tenant or person that acts.
create function emit_store_event(what text, listing uuid, persona_version uuid, to_tenant uuid, to_person uuid, about text, said text,
    is_owed boolean, is_urgent boolean, moment timestamptz) returns uuid
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  made uuid;
begin
  if to_tenant is null and not exists (select from listings l where l.id = listing and l.tenant_id = app_tenant()) then
    raise exception 'only the seller of a listing tells everybody about it' using errcode = 'insufficient_privilege';
  end if;
  if app_tenant() is null and app_user() is null then
    raise exception 'nobody acts in this transaction' using errcode = 'insufficient_privilege';
  end if;
  if listing is null then
    insert into store_events (tenant_id, kind, title, to_tenant_id, to_user_id, ref, summary, owed, urgent, at)
    values (to_tenant, what, '', to_tenant, to_person, about, said, is_owed, is_urgent, moment)
    returning id into made;
    return made;
  end if;
  insert into store_events (tenant_id, kind, listing_id, publisher_id, persona_version_id, persona_id, title, version, to_tenant_id,
    to_user_id, ref, summary, owed, urgent, at)
  select l.tenant_id, what, l.id, l.publisher_id, v.id, l.publisher_slug || '/' || l.name, l.title, v.version, to_tenant,
    to_person, about, said, is_owed, is_urgent, moment
  from listings l left join persona_versions v on v.id = persona_version and v.listing_id = l.id
  where l.id = listing
  on conflict (persona_version_id) where kind = 'version-published' do nothing
  returning id into made;
  return made;
end
$$;

-- Tells everybody whom an event concerns, once: in one transaction with the mark that it was done. Resolves to how many people.
create function fan_out_store_event(event uuid, moment timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  e store_events;
  on_shelf boolean;
  told integer;
begin
  select * into e from store_events where id = event and fanned_out_at is null for update;
  if not found then
    return 0;
  end if;
  on_shelf := exists (select from listings l where l.id = e.listing_id and l.status = 'listed');

  insert into notices (tenant_id, user_id, event_id, kind, at, in_app, mail)
  select p.tenant_id, p.user_id, e.id, e.kind, e.at, e.owed or coalesce(c.in_app, true),
    case when not coalesce(c.mail, true) then 'none' when e.urgent then 'now' else 'digest' end
  from (
    select m.tenant_id, m.user_id from memberships m
    where m.tenant_id = e.to_tenant_id
      and (case when e.to_user_id is null then m.role in ('owner', 'admin') else m.user_id = e.to_user_id end)
    union
    select m.tenant_id, m.user_id from follows f
    join memberships m on m.tenant_id = f.tenant_id and (f.user_id is null or f.user_id = m.user_id)
    where e.to_tenant_id is null and (f.listing_id = e.listing_id or f.publisher_id = e.publisher_id)
      and (on_shelf or exists (select from (select x.tenant_id, x.listing_id from entitlements x) x
        where x.tenant_id = f.tenant_id and x.listing_id = e.listing_id))
    union
    select m.tenant_id, m.user_id from (select x.tenant_id, x.listing_id from entitlements x) x
    join memberships m on m.tenant_id = x.tenant_id
    where e.to_tenant_id is null and e.owed and x.listing_id = e.listing_id
  ) p
  left join notice_choices c on c.tenant_id = p.tenant_id and c.user_id = p.user_id and c.kind = e.kind
  where e.owed or coalesce(c.in_app, true) or coalesce(c.mail, true)
  on conflict do nothing;
  get diagnostics told = row_count;

  insert into webhook_deliveries (tenant_id, endpoint_id, event_id, kind, created_at, next_at)
  select w.tenant_id, w.id, e.id, e.kind, moment, moment
  from (select w.tenant_id, w.id, w.kinds from webhook_endpoints w where w.disabled_at is null and w.removed_at is null) w
  where e.kind = any (w.kinds) and case when e.to_tenant_id is not null then w.tenant_id = e.to_tenant_id else
    exists (select from (select x.tenant_id, x.listing_id from entitlements x) x
      where x.tenant_id = w.tenant_id and x.listing_id = e.listing_id)
    or (on_shelf and exists (select from follows f where f.tenant_id = w.tenant_id and f.user_id is null
      and (f.listing_id = e.listing_id or f.publisher_id = e.publisher_id))) end
  on conflict do nothing;

  update store_events set fanned_out_at = moment where id = e.id;
  return told;
end
$$;

-- Whom mail waits for. `urgent`: what does not wait for the next digest.
create function notice_mail_due(is_urgent boolean, moment timestamptz, most integer) returns table (tenant_id uuid, user_id uuid)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select n.tenant_id, n.user_id from notices n
  where n.mail = case when is_urgent then 'now' else 'digest' end and (n.mail_claimed_until is null or n.mail_claimed_until <= moment)
  group by n.tenant_id, n.user_id order by min(n.at) limit most
$$;

-- Endpoints with something to send that no other worker serves; they are the caller's until `until`.
create function claim_webhook_endpoints(moment timestamptz, until timestamptz, most integer)
  returns table (tenant_id uuid, endpoint_id uuid)
  language sql security definer set search_path = public, pg_temp
as $$
  update webhook_endpoints w set claimed_until = until
  from (
    select c.tenant_id, c.id from webhook_endpoints c
    where c.disabled_at is null and c.removed_at is null and (c.claimed_until is null or c.claimed_until <= moment)
      and exists (select from webhook_deliveries d where d.tenant_id = c.tenant_id and d.endpoint_id = c.id and d.next_at <= moment)
    limit most for update skip locked
  ) free
  where w.tenant_id = free.tenant_id and w.id = free.id
  returning w.tenant_id, w.id
$$;

-- Domains whose last check is older than `moment`, the oldest first. One that was never verified is not asked for for ever.
create function publisher_domains_due(moment timestamptz, started_since timestamptz, most integer)
  returns table (tenant_id uuid, publisher_id uuid)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select d.tenant_id, d.publisher_id from publisher_domains d
  where coalesce(d.checked_at, d.started_at) < moment and (d.verified_at is not null or d.started_at >= started_since)
  order by coalesce(d.checked_at, d.started_at) limit most
$$;

-- Ends what is remembered: notices, logs of deliveries, and events that nobody is told of any more.
create function delete_watching_before(notices_before timestamptz, deliveries_before timestamptz) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  gone integer;
begin
  delete from notices where at < notices_before;
  get diagnostics gone = row_count;
  delete from webhook_deliveries where created_at < deliveries_before and status <> 'waiting';
  delete from store_events e where e.at < notices_before and e.fanned_out_at is not null
    and not exists (select from notices n where n.event_id = e.id)
    and not exists (select from webhook_deliveries d where d.event_id = e.id);
  return gone;
end
$$;

revoke execute on function emit_store_event, fan_out_store_event, notice_mail_due, claim_webhook_endpoints, publisher_domains_due,
  delete_watching_before from public;
grant execute on function emit_store_event, fan_out_store_event, notice_mail_due, claim_webhook_endpoints, publisher_domains_due,
  delete_watching_before to fleet_app;
reset role;
revoke create on schema public from fleet_maintenance;
