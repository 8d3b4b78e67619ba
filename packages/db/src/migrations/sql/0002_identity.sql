-- People are not a tenant's: these tables have no row-level security and hold no tenant data.
create table users (
  id uuid primary key default gen_random_uuid(),
  email text not null unique check (email = lower(email)),
  name text,
  image text,
  email_verified timestamptz,
  created_at timestamptz not null default now()
);

create table accounts (
  provider text not null,
  provider_account_id text not null,
  type text not null,
  user_id uuid not null references users (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (provider, provider_account_id)
);
create index on accounts (user_id);

-- Only SHA-256 of a token is kept: a stolen database signs nobody in.
create table sessions (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  user_id uuid not null references users (id) on delete cascade,
  expires_at timestamptz not null,
  created_at timestamptz not null default now()
);
create index on sessions (user_id);
create index on sessions (expires_at);

create table verification_tokens (
  identifier text not null,
  token_hash bytea not null check (octet_length(token_hash) = 32),
  expires_at timestamptz not null,
  primary key (identifier, token_hash)
);
create index on verification_tokens (expires_at);

-- Mail that local mode shows instead of sending.
create table outbox_messages (
  id uuid primary key default gen_random_uuid(),
  recipient text not null,
  subject text not null,
  body text not null,
  url text,
  created_at timestamptz not null default now()
);
create index on outbox_messages (created_at);

create table rate_limits (
  key text not null,
  window_start timestamptz not null,
  count integer not null,
  primary key (key, window_start)
);
create index on rate_limits (window_start);

grant select, insert, update, delete
  on users, accounts, sessions, verification_tokens, outbox_messages, rate_limits to fleet_app;

create table tenants (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique,
  name text not null,
  created_at timestamptz not null default now()
);

create table memberships (
  tenant_id uuid not null references tenants (id),
  user_id uuid not null references users (id),
  role text not null check (role in ('owner', 'admin', 'operator', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, user_id)
);
create index on memberships (user_id);

alter table tenants enable row level security;
alter table tenants force row level security;
alter table memberships enable row level security;
alter table memberships force row level security;

create policy member_reads on memberships for select to fleet_app
  using (tenant_id = app_tenant() or user_id = app_user());
create policy tenant_adds on memberships for insert to fleet_app with check (tenant_id = app_tenant());
create policy tenant_changes on memberships for update to fleet_app using (tenant_id = app_tenant());
create policy tenant_removes on memberships for delete to fleet_app using (tenant_id = app_tenant());

create policy member_reads on tenants for select to fleet_app
  using (id = app_tenant() or exists (select from memberships m where m.tenant_id = tenants.id and m.user_id = app_user()));
create policy tenant_adds on tenants for insert to fleet_app with check (id = app_tenant());
create policy tenant_changes on tenants for update to fleet_app using (id = app_tenant());

grant select, insert, update on tenants to fleet_app;
grant select, insert, update, delete on memberships to fleet_app;
