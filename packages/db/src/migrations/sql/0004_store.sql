-- tenant_id is the seller. What is listed, everybody may read; only the seller may write.
create table publishers (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  slug text not null unique,
  display_name text not null,
  created_at timestamptz not null default now()
);
create index on publishers (tenant_id);

create table publisher_keys (
  fingerprint text primary key,
  tenant_id uuid not null references tenants (id),
  publisher_id uuid not null references publishers (id),
  public_key bytea not null check (octet_length(public_key) = 32),
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index on publisher_keys (publisher_id);

create table listings (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  publisher_id uuid not null references publishers (id),
  publisher_slug text not null,
  name text not null,
  title text not null,
  summary text not null,
  tags text[] not null,
  status text not null check (status in ('draft', 'listed')),
  price_kind text not null check (price_kind in ('free')),
  latest_version integer not null,
  latest_version_id uuid not null,
  claimed_confidence double precision not null,
  search_text text not null,
  search tsvector not null generated always as
    (setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', search_text), 'B')) stored,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (publisher_slug, name)
);
create index on listings (tenant_id);
create index on listings (updated_at desc) where status = 'listed';
create index on listings using gin (search);
create index on listings using gin (search_text gin_trgm_ops);

create table persona_versions (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  listing_id uuid not null references listings (id),
  version integer not null check (version >= 1),
  digest text not null unique check (digest ~ '^[0-9a-f]{64}$'),
  manifest jsonb not null,
  card text not null,
  evidence jsonb not null,
  signed_by text[] not null,
  published_at timestamptz not null default now(),
  unique (listing_id, version)
);
create index on persona_versions (tenant_id);

create table bundle_files (
  persona_version_id uuid not null references persona_versions (id),
  tenant_id uuid not null references tenants (id),
  listing_id uuid not null references listings (id),
  name text not null,
  sha256 bytea not null,
  content bytea not null,
  primary key (persona_version_id, name)
);
-- Model weights do not compress: spare the attempt.
alter table bundle_files alter column content set storage external;

-- tenant_id is the buyer.
create table orders (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  seller_tenant_id uuid not null references tenants (id),
  listing_id uuid not null references listings (id),
  amount_minor bigint not null check (amount_minor >= 0),
  currency text not null,
  status text not null check (status in ('fulfilled')),
  ordered_by uuid not null references users (id),
  created_at timestamptz not null default now(),
  primary key (tenant_id, id)
);
create index on orders (seller_tenant_id, created_at);

create table entitlements (
  id uuid not null default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  seller_tenant_id uuid not null references tenants (id),
  listing_id uuid not null references listings (id),
  order_id uuid not null,
  granted_at timestamptz not null default now(),
  ends_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, listing_id),
  foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
create index on entitlements (seller_tenant_id);
