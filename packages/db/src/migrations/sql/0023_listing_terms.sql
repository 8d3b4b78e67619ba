-- What a listing costs and for how long it may be tried first. Amounts are in the currency's smallest unit.
alter table listings drop constraint listings_price_kind_check;
alter table listings
  add column price_minor bigint not null default 0,
  add column price_currency text check (price_currency ~ '^[A-Z]{3}$'),
  add column price_every text check (price_every in ('month', 'year')),
  add column trial_days integer check (trial_days between 1 and 90),
  -- For how long a new version is offered to nobody before fleets are led to it.
  add column cooldown_h integer not null default 0 check (cooldown_h between 0 and 720),
  -- When the seller said what it costs; a draft begins without. What stands is listed already.
  add column terms_set_at timestamptz default now();
alter table listings alter column terms_set_at drop default;
alter table listings
  add check (price_kind in ('free', 'one-off', 'subscription', 'per-agent')),
  add check (price_minor between 0 and 100000000000),
  add check ((price_kind = 'free') = (price_minor = 0)),
  add check ((price_kind = 'free') = (price_currency is null)),
  add check ((price_kind in ('subscription', 'per-agent')) = (price_every is not null)),
  add check (price_kind <> 'free' or trial_days is null),
  add check (status = 'draft' or terms_set_at is not null);

-- Every price a listing ever had, for its seller: added, never changed.
create table listing_prices (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  listing_id uuid not null references listings (id),
  price_kind text not null check (price_kind in ('free', 'one-off', 'subscription', 'per-agent')),
  price_minor bigint not null,
  price_currency text,
  price_every text,
  trial_days integer,
  set_by uuid not null references users (id),
  set_at timestamptz not null default now()
);
create index on listing_prices (listing_id, set_at desc);
alter table listing_prices enable row level security;
alter table listing_prices force row level security;
create policy seller_reads on listing_prices for select to fleet_app using (tenant_id = app_tenant());
create policy seller_adds on listing_prices for insert to fleet_app
  with check (tenant_id = app_tenant()
    and exists (select from listings l where l.id = listing_id and l.tenant_id = app_tenant()));
grant select, insert on listing_prices to fleet_app;

-- A version cools down while offered_from is set and offered_at is not: fleets are led to it from offered_at on. Null and null: at once.
alter table persona_versions
  add column offered_from timestamptz,
  add column offered_at timestamptz,
  add check (offered_at is null or offered_from is not null);
create index on persona_versions (offered_from) where offered_from is not null and offered_at is null;
create policy seller_offers on persona_versions for update to fleet_app
  using (tenant_id = app_tenant() and offered_at is null)
  with check (tenant_id = app_tenant() and offered_at is not null);
grant update (offered_at) on persona_versions to fleet_app;

-- A tenant whose fleets are told of a new version while it cools down for everybody else.
alter table review_policies add column take_early boolean not null default false;

-- Cool-downs that have come to their end, for workers; ids only.
create function cooldowns_ended(moment timestamptz) returns table (tenant_id uuid, persona_version_id uuid)
  language sql stable security definer set search_path = public, pg_temp
as $$
  select v.tenant_id, v.id from persona_versions v
  where v.offered_from <= moment and v.offered_at is null
  order by v.offered_from limit 100
$$;
-- As in 0008, with the rights of fleet_maintenance and no more.
grant select (offered_from, offered_at) on persona_versions to fleet_maintenance;
grant create on schema public to fleet_maintenance;
alter function cooldowns_ended(timestamptz) owner to fleet_maintenance;
revoke create on schema public from fleet_maintenance;
revoke execute on function cooldowns_ended from public;
grant execute on function cooldowns_ended to fleet_app;

-- How far a run of the gate has come, told by the worker that holds it.
alter table gate_runs add column progress jsonb;
