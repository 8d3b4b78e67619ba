-- Names that are taken, as they look: what a skeleton is says packages/hub-core/src/naming. tenant_id is the seller.
create table store_names (
  tenant_id uuid not null references tenants (id),
  kind text not null check (kind in ('publisher', 'listing')),
  -- The publisher's or the listing's.
  thing_id uuid not null,
  -- Its address, and what it calls itself.
  part text not null check (part in ('address', 'title')),
  name text not null,
  skeleton text not null,
  primary key (thing_id, part)
);
create index on store_names (kind, skeleton);

-- Names that belong to somebody, by the operator's word, and the address of who may register them.
create table reserved_names (
  slug text primary key,
  email text not null check (email = lower(email))
);

-- What was named before. Addresses are of a-z, 0-9 and dashes, so that a few replacements make the same skeleton as the hub's own;
-- of titles, the same is close enough: all were written by the publishers of the first hour.
create function ascii_skeleton(name text) returns text
  language sql immutable set search_path = public, pg_temp
as $$
  select replace(replace(translate(regexp_replace(lower(name), '[^a-z0-9]', '', 'g'), '01i5', 'olls'), 'rn', 'm'), 'vv', 'w')
$$;
alter table publishers no force row level security;
alter table listings no force row level security;
insert into store_names (tenant_id, kind, thing_id, part, name, skeleton)
  select tenant_id, 'publisher', id, 'address', slug, ascii_skeleton(slug) from publishers
  union all
  select tenant_id, 'publisher', id, 'title', display_name, ascii_skeleton(display_name) from publishers
  union all
  select tenant_id, 'listing', id, 'address', name, ascii_skeleton(name) from listings
  union all
  select tenant_id, 'listing', id, 'title', title, ascii_skeleton(title) from listings;
alter table publishers force row level security;
alter table listings force row level security;
drop function ascii_skeleton(text);

alter table store_names enable row level security;
alter table store_names force row level security;
alter table reserved_names enable row level security;
alter table reserved_names force row level security;
create policy anyone_reads on store_names for select to fleet_app using (true);
create policy seller_adds on store_names for insert to fleet_app with check (tenant_id = app_tenant());
create policy seller_changes on store_names for update to fleet_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant());
create policy anyone_reads on reserved_names for select to fleet_app using (true);
create policy operator on reserved_names to current_user using (true) with check (true);
grant select, insert on store_names to fleet_app;
grant update (name, skeleton) on store_names to fleet_app;
grant select on reserved_names to fleet_app;

-- Edit distances; a trusted extension.
create extension if not exists fuzzystrmatch;
