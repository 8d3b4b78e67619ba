-- What is sold: orders with prices, what the payment processor said of them, the ledger, and who may do what with it (docs/money.md).
-- In every table of this file tenant_id is the buyer, where it does not say otherwise.

do $$
begin
  -- Follows the processor and keeps the ledger. It may what fleet_app may, and alone writes money.
  if not exists (select from pg_roles where rolname = 'fleet_money') then
    create role fleet_money nologin nosuperuser nobypassrls;
  end if;
end
$$;
grant fleet_app to fleet_money;
grant usage on schema public to fleet_money;

insert into platform_settings (name, value) values
  -- What the platform keeps of a price without tax, in hundredths of a percent; of orders from now on.
  ('commission_basis_points', 1500)
on conflict do nothing;

alter table orders drop constraint orders_status_check;
alter table orders
  add column price_kind text not null default 'free' check (price_kind in ('free', 'one-off', 'subscription', 'per-agent')),
  add column unit_minor bigint not null default 0 check (unit_minor >= 0),
  add column quantity integer not null default 1 check (quantity between 1 and 100000),
  add column every text check (every in ('month', 'year')),
  add column trial_days integer check (trial_days between 1 and 90),
  -- Of the day it was made; by the trigger.
  add column basis_points integer not null default 0 check (basis_points between 0 and 10000),
  -- The processor's page, where it can be paid until it expires.
  add column checkout_id text unique,
  add column checkout_url text,
  add column checkout_expires_at timestamptz,
  add column checkout_failure text,
  add column subscription_id text unique,
  add column settled_at timestamptz,
  add check (status in ('open', 'abandoned', 'fulfilled', 'refunded')),
  add check (amount_minor = unit_minor * quantity),
  add check (price_kind <> 'free' or (status = 'fulfilled' and amount_minor = 0)),
  add check ((price_kind in ('subscription', 'per-agent')) = (every is not null)),
  add check (every is not null or trial_days is null),
  add check (price_kind = 'per-agent' or quantity = 1);
-- However many windows somebody orders in, there is one order to pay.
create unique index one_open_order on orders (tenant_id, listing_id) where status = 'open';

create function price_order() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  new.basis_points := case when new.price_kind = 'free' then 0
    else (select value from platform_settings where name = 'commission_basis_points') end;
  return new;
end
$$;
create trigger price_it before insert on orders for each row execute function price_order();

create function commission_basis_points() returns integer
  language sql stable security definer set search_path = public, pg_temp
as $$ select value::integer from platform_settings where name = 'commission_basis_points' $$;
revoke execute on function price_order, commission_basis_points from public;
grant execute on function commission_basis_points to fleet_app;

-- An order has the price that stands on the shelf, and whoever orders cannot say that it was paid.
create policy buyer_orders_at_the_price on orders for insert to fleet_app
  with check (tenant_id = app_tenant() and status = 'open' and price_kind <> 'free'
    and checkout_id is null and subscription_id is null and settled_at is null
    and exists (select from listings l where l.id = listing_id and l.tenant_id = seller_tenant_id and l.status = 'listed'
      and l.price_kind = orders.price_kind and l.price_minor = orders.unit_minor and l.price_currency = orders.currency
      and l.price_every is not distinct from orders.every));
create policy buyer_keeps_checkout on orders for update to fleet_app
  using (tenant_id = app_tenant() and status = 'open') with check (tenant_id = app_tenant() and status in ('open', 'abandoned'));
grant update (checkout_id, checkout_url, checkout_expires_at, status) on orders to fleet_app;

-- What was ordered can be read by who ordered it, on the shelf or not.
create policy buyer_reads_what_it_ordered on listings for select to fleet_app
  using (exists (select from orders o where o.tenant_id = app_tenant() and o.listing_id = listings.id));

alter table entitlements drop constraint entitlements_ended_because_check;
alter table entitlements
  -- Nothing new may begin with it; what runs goes on.
  add column blocked text check (blocked in ('disputed')),
  add check (ended_because in ('refunded', 'dispute-lost', 'cancelled', 'unpaid'));
drop policy buyer_gets_what_was_ordered on entitlements;
create policy buyer_gets_what_is_free on entitlements for insert to fleet_app
  with check (tenant_id = app_tenant() and ends_at is null and seats is null and blocked is null
    and exists (select from orders o where o.tenant_id = app_tenant() and o.id = order_id and o.price_kind = 'free'
      and o.listing_id = entitlements.listing_id and o.seller_tenant_id = entitlements.seller_tenant_id));

create table payment_customers (
  tenant_id uuid primary key references tenants (id),
  customer_id text not null unique,
  created_at timestamptz not null
);

-- tenant_id is the seller.
create table seller_accounts (
  tenant_id uuid primary key references tenants (id),
  account_id text not null unique,
  country text not null check (country ~ '^[A-Z]{2}$'),
  terms_accepted_by uuid not null references users (id),
  terms_accepted_at timestamptz not null,
  terms_version integer not null,
  status text not null default 'onboarding' check (status in ('onboarding', 'active', 'restricted', 'closed')),
  missing text[] not null default '{}',
  payout_interval text not null default 'daily' check (payout_interval in ('daily', 'weekly', 'monthly', 'manual')),
  payout_minimum jsonb not null default '{}',
  balances jsonb not null default '[]',
  read_at timestamptz
);

create table subscriptions (
  subscription_id text primary key,
  tenant_id uuid not null,
  seller_tenant_id uuid not null references tenants (id),
  listing_id uuid not null references listings (id),
  order_id uuid not null,
  status text not null,
  seats integer not null,
  -- Fewer from the next period on; null: nothing is asked for.
  wanted_seats integer check (wanted_seats >= 1),
  unit_minor bigint not null,
  currency text not null,
  every text not null check (every in ('month', 'year')),
  period_starts_at timestamptz not null,
  period_ends_at timestamptz not null,
  trial_ends_at timestamptz,
  cancels_at timestamptz,
  ended_at timestamptz,
  pay_url text,
  read_at timestamptz not null,
  foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
create index on subscriptions (tenant_id);
create index on subscriptions (seller_tenant_id);
create index on subscriptions (period_ends_at) where ended_at is null;

create table payments (
  payment_id text primary key,
  tenant_id uuid not null,
  seller_tenant_id uuid not null references tenants (id),
  listing_id uuid not null references listings (id),
  order_id uuid not null,
  subscription_id text,
  status text not null check (status in ('succeeded', 'pending', 'failed')),
  failure text,
  amount_minor bigint not null check (amount_minor >= 0),
  tax_minor bigint not null check (tax_minor between 0 and amount_minor),
  currency text not null,
  refunded_minor bigint not null default 0,
  paid_at timestamptz not null,
  -- When its seller can be paid; nothing is transferred before.
  matures_at timestamptz not null,
  receipt_url text,
  invoice_number text,
  invoice_url text,
  invoice_pdf_url text,
  card_fingerprint text,
  card_brand text,
  card_last4 text,
  read_at timestamptz not null,
  foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
create index on payments (tenant_id, paid_at desc);
create index on payments (seller_tenant_id, paid_at desc);
create index on payments (order_id);
create index on payments (subscription_id) where subscription_id is not null;
create index on payments (card_fingerprint) where card_fingerprint is not null;

create table refund_requests (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  seller_tenant_id uuid not null references tenants (id),
  payment_id text not null references payments (payment_id),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  reason text not null check (char_length(reason) between 1 and 2000),
  asked_by uuid references users (id),
  asked_at timestamptz not null,
  -- Unanswered by then it is granted.
  due_at timestamptz not null,
  status text not null check (status in ('asked', 'granted', 'refused', 'withdrawn', 'refunded', 'failed')),
  decided_by uuid references users (id),
  decided_at timestamptz,
  answer text check (char_length(answer) <= 2000),
  refund_id text,
  problem text
);
-- One at a time, and two clicks ask once.
create unique index one_open_refund_request on refund_requests (payment_id) where status in ('asked', 'granted');
create index on refund_requests (tenant_id, asked_at desc);
create index on refund_requests (seller_tenant_id, asked_at desc);
create index on refund_requests (due_at) where status in ('asked', 'granted');

create table refunds (
  refund_id text primary key,
  tenant_id uuid not null,
  seller_tenant_id uuid not null,
  payment_id text not null references payments (payment_id),
  amount_minor bigint not null,
  status text not null check (status in ('pending', 'succeeded', 'failed', 'canceled')),
  created_at timestamptz not null
);
create index on refunds (payment_id);

create table disputes (
  dispute_id text primary key,
  tenant_id uuid not null,
  seller_tenant_id uuid not null,
  payment_id text not null references payments (payment_id),
  status text not null check (status in ('needs-response', 'under-review', 'won', 'lost', 'inquiry', 'inquiry-closed')),
  reason text not null,
  amount_minor bigint not null,
  currency text not null,
  created_at timestamptz not null,
  evidence_due_at timestamptz,
  evidence_submitted boolean not null,
  -- What was sent for the platform, as it was sent.
  evidence jsonb,
  evidence_at timestamptz,
  settled_at timestamptz
);
create index on disputes (payment_id);
create index on disputes (seller_tenant_id);

-- tenant_id is the seller.
create table transfers (
  transfer_id text primary key,
  tenant_id uuid not null references tenants (id),
  payment_id text not null references payments (payment_id),
  account_id text not null,
  amount_minor bigint not null check (amount_minor > 0),
  reversed_minor bigint not null default 0,
  currency text not null,
  created_at timestamptz not null
);
create index on transfers (tenant_id, created_at desc);
create index on transfers (payment_id);

-- What the processor sent, once each; what it is about is read again, whatever it said.
create table payment_events (
  event_id text primary key,
  type text not null,
  subject_kind text check (subject_kind in ('checkout', 'payment', 'subscription', 'seller')),
  subject_id text,
  created_at timestamptz not null,
  received_at timestamptz not null default now(),
  attempts integer not null default 0,
  due_at timestamptz not null default now(),
  handled_at timestamptz,
  problem text,
  check ((subject_kind is null) = (subject_id is null))
);
create index on payment_events (due_at) where handled_at is null;
create index on payment_events (subject_kind, subject_id) where handled_at is null;
create index on payment_events (received_at);

-- Double entry, only added to. Amounts: debit above zero, credit below, in the smallest unit of the currency (docs/money.md).
create table ledger_entries (
  id bigint generated always as identity primary key,
  -- The seller whose payment it is; null: the platform's alone.
  tenant_id uuid references tenants (id),
  -- What happened, and which state of it: a later state is booked as the difference.
  source text not null,
  revision integer not null check (revision >= 1),
  kind text not null,
  payment_id text,
  at timestamptz not null,
  booked_at timestamptz not null default now(),
  unique (source, revision)
);
create index on ledger_entries (tenant_id, at desc);
create index on ledger_entries (payment_id);
create index on ledger_entries (at);

create table ledger_postings (
  entry_id bigint not null references ledger_entries (id),
  line smallint not null,
  account text not null check (account in ('processor', 'disputed', 'processing-fees', 'commission', 'tax', 'seller', 'write-offs', 'unexplained')),
  -- The seller of account `seller`, and of no other.
  tenant_id uuid references tenants (id),
  payment_id text,
  amount_minor bigint not null check (amount_minor <> 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  primary key (entry_id, line),
  check ((account = 'seller') = (tenant_id is not null))
);
create index on ledger_postings (tenant_id, payment_id, currency) include (amount_minor) where account = 'seller';
create index on ledger_postings (account, currency);

create trigger only_added before update or delete or truncate on ledger_entries for each statement execute function refuse_change();
create trigger only_added before update or delete or truncate on ledger_postings for each statement execute function refuse_change();

-- At the commit, whoever wrote it: each entry adds up to nothing in each currency.
create function require_balance() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if exists (select from ledger_postings p where p.entry_id = new.entry_id group by p.currency having sum(p.amount_minor) <> 0) then
    raise exception 'entry % does not balance', new.entry_id using errcode = '23514';
  end if;
  return null;
end
$$;
create constraint trigger balances after insert on ledger_postings deferrable initially deferred
  for each row execute function require_balance();
-- And nothing is added to one that was booked before.
create function require_own_entry() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if not exists (select from ledger_entries e where e.id = new.entry_id and e.xmin::text = (pg_current_xact_id()::xid)::text) then
    raise exception 'entry % was booked before', new.entry_id using errcode = '42501';
  end if;
  return new;
end
$$;
create trigger own_entry before insert on ledger_postings for each row execute function require_own_entry();

create table reconcile_runs (
  id uuid primary key default gen_random_uuid(),
  started_at timestamptz not null,
  ended_at timestamptz,
  from_at timestamptz not null,
  to_at timestamptz not null,
  looked integer not null default 0,
  differences integer not null default 0,
  healed integer not null default 0,
  findings jsonb not null default '[]',
  failure text
);
create index on reconcile_runs (started_at desc);

do $$
declare name text;
begin
  foreach name in array array['payment_customers', 'seller_accounts', 'subscriptions', 'payments', 'refund_requests', 'refunds', 'disputes',
    'transfers', 'payment_events', 'ledger_entries', 'ledger_postings', 'reconcile_runs']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy money on %I to fleet_money using (true) with check (true)', name);
    execute format('grant select, insert on %I to fleet_money', name);
  end loop;
  foreach name in array array['seller_accounts', 'subscriptions', 'payments', 'refund_requests', 'refunds', 'disputes', 'transfers',
    'payment_events', 'reconcile_runs']
  loop
    execute format('grant update on %I to fleet_money', name);
  end loop;
  foreach name in array array['subscriptions', 'payments', 'refund_requests', 'refunds', 'disputes']
  loop
    execute format('create policy buyer_reads on %I for select to fleet_app using (tenant_id = app_tenant())', name);
    execute format('create policy seller_reads on %I for select to fleet_app using (seller_tenant_id = app_tenant())', name);
    execute format('grant select on %I to fleet_app', name);
  end loop;
  foreach name in array array['payment_customers', 'seller_accounts', 'transfers']
  loop
    execute format('create policy own on %I for select to fleet_app using (tenant_id = app_tenant())', name);
    execute format('grant select on %I to fleet_app', name);
  end loop;
end
$$;

create policy money on orders to fleet_money using (true) with check (true);
create policy money on entitlements to fleet_money using (true) with check (true);
create policy money on listings for select to fleet_money using (true);
create policy money on lease_seats for select to fleet_money using (true);
grant update on orders, entitlements to fleet_money;
grant delete on payment_events to fleet_money;

create policy own_adds on payment_customers for insert to fleet_app with check (tenant_id = app_tenant());
grant insert on payment_customers to fleet_app;

-- A seller says what it agrees to; how its account stands is what the processor says.
create policy own_adds on seller_accounts for insert to fleet_app
  with check (tenant_id = app_tenant() and status = 'onboarding' and balances = '[]' and read_at is null);
grant insert on seller_accounts to fleet_app;

create policy buyer_wants_seats on subscriptions for update to fleet_app
  using (tenant_id = app_tenant()) with check (tenant_id = app_tenant());
grant update (wanted_seats) on subscriptions to fleet_app;

create policy buyer_asks on refund_requests for insert to fleet_app
  with check (tenant_id = app_tenant() and status = 'asked' and refund_id is null
    and exists (select from payments p where p.payment_id = refund_requests.payment_id and p.tenant_id = app_tenant()
      and p.seller_tenant_id = refund_requests.seller_tenant_id));
create policy seller_gives_back on refund_requests for insert to fleet_app
  with check (seller_tenant_id = app_tenant() and status = 'granted' and refund_id is null
    and exists (select from payments p where p.payment_id = refund_requests.payment_id and p.seller_tenant_id = app_tenant()
      and p.tenant_id = refund_requests.tenant_id));
create policy buyer_withdraws on refund_requests for update to fleet_app
  using (tenant_id = app_tenant() and status = 'asked') with check (tenant_id = app_tenant() and status = 'withdrawn');
create policy seller_decides on refund_requests for update to fleet_app
  using (seller_tenant_id = app_tenant() and status = 'asked')
  with check (seller_tenant_id = app_tenant() and status in ('granted', 'refused'));
grant insert on refund_requests to fleet_app;
grant update (status, decided_by, decided_at, answer) on refund_requests to fleet_app;

create policy told on payment_events for insert to fleet_app with check (handled_at is null or subject_kind is null);
grant insert on payment_events to fleet_app;

-- A seller reads its own lines, the platform's staff all of them.
create policy seller_reads on ledger_entries for select to fleet_app using (tenant_id = app_tenant());
create policy seller_reads on ledger_postings for select to fleet_app using (tenant_id = app_tenant());
create policy staff_reads on ledger_entries for select to fleet_app using ((select is_moderator()));
create policy staff_reads on ledger_postings for select to fleet_app using ((select is_moderator()));
create policy staff_reads on reconcile_runs for select to fleet_app using ((select is_moderator()));
create policy staff_reads on payments for select to fleet_app using ((select is_moderator()));
create policy staff_reads on disputes for select to fleet_app using ((select is_moderator()));
create policy staff_reads on payment_events for select to fleet_app using ((select is_moderator()));
create policy staff_reads on seller_accounts for select to fleet_app using ((select is_moderator()));
create policy staff_reads on transfers for select to fleet_app using ((select is_moderator()));
grant select on ledger_entries, ledger_postings, reconcile_runs, payment_events to fleet_app;

-- Whether a seller can be paid, for whoever wants to buy from it; how its account stands is its own affair.
grant select (tenant_id, status) on seller_accounts to fleet_maintenance;
create policy maintenance on seller_accounts for select to fleet_maintenance using (true);

-- Two tenants that paid with one card are one party too.
grant select (tenant_id, card_fingerprint) on payments to fleet_maintenance;
create policy maintenance on payments for select to fleet_maintenance using (true);
grant create on schema public to fleet_maintenance;
set role fleet_maintenance;
create or replace function tenants_alike(tenant uuid) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
as $$
  select b.tenant_id from memberships a join memberships b on b.user_id = a.user_id
  where a.tenant_id = tenant and b.tenant_id <> tenant
  union
  select b.tenant_id from (select p.tenant_id, p.card_fingerprint from payments p) a
  join (select p.tenant_id, p.card_fingerprint from payments p) b on b.card_fingerprint = a.card_fingerprint
  where a.tenant_id = tenant and b.tenant_id <> tenant
$$;
create function seller_ready(seller uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$ select exists (select from (select a.tenant_id, a.status from seller_accounts a) a where a.tenant_id = seller and a.status = 'active') $$;
revoke execute on function seller_ready from public;
grant execute on function seller_ready to fleet_app;
reset role;
revoke create on schema public from fleet_maintenance;
