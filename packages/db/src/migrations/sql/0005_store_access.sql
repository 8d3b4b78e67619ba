do $$
declare name text;
begin
  foreach name in array array['publishers', 'publisher_keys', 'listings', 'persona_versions', 'bundle_files', 'orders', 'entitlements']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
end
$$;

create policy anyone_reads on publishers for select to fleet_app using (true);
create policy seller_adds on publishers for insert to fleet_app with check (tenant_id = app_tenant());
create policy seller_changes on publishers for update to fleet_app using (tenant_id = app_tenant());

create policy anyone_reads on publisher_keys for select to fleet_app using (true);
create policy seller_adds on publisher_keys for insert to fleet_app
  with check (tenant_id = app_tenant()
    and exists (select from publishers p where p.id = publisher_id and p.tenant_id = app_tenant()));
create policy seller_changes on publisher_keys for update to fleet_app using (tenant_id = app_tenant());

create policy listed_or_own on listings for select to fleet_app using (status = 'listed' or tenant_id = app_tenant());
-- What a tenant got stays visible to it when the seller takes it off the shelf.
create policy buyer_reads on listings for select to fleet_app
  using (exists (select from entitlements e where e.tenant_id = app_tenant() and e.listing_id = listings.id));
create policy seller_adds on listings for insert to fleet_app with check (tenant_id = app_tenant());
create policy seller_changes on listings for update to fleet_app using (tenant_id = app_tenant());

-- A version is as visible as its listing: the policy of listings applies inside the subquery.
create policy with_its_listing on persona_versions for select to fleet_app
  using (exists (select from listings l where l.id = listing_id));
create policy seller_adds on persona_versions for insert to fleet_app
  with check (tenant_id = app_tenant()
    and exists (select from listings l where l.id = listing_id and l.tenant_id = app_tenant()));

create policy seller_reads on bundle_files for select to fleet_app using (tenant_id = app_tenant());
create policy buyer_reads on bundle_files for select to fleet_app
  using (exists (select from entitlements e where e.tenant_id = app_tenant() and e.listing_id = bundle_files.listing_id
    and (e.ends_at is null or e.ends_at > now())));
create policy seller_adds on bundle_files for insert to fleet_app
  with check (tenant_id = app_tenant()
    and exists (select from persona_versions v where v.id = persona_version_id and v.tenant_id = app_tenant()));

create policy buyer_reads on orders for select to fleet_app using (tenant_id = app_tenant());
create policy seller_reads on orders for select to fleet_app using (seller_tenant_id = app_tenant());
create policy buyer_orders_what_is_free on orders for insert to fleet_app
  with check (tenant_id = app_tenant() and amount_minor = 0
    and exists (select from listings l where l.id = listing_id and l.tenant_id = seller_tenant_id
      and l.status = 'listed' and l.price_kind = 'free'));

create policy buyer_reads on entitlements for select to fleet_app using (tenant_id = app_tenant());
create policy seller_reads on entitlements for select to fleet_app using (seller_tenant_id = app_tenant());
create policy buyer_gets_what_was_ordered on entitlements for insert to fleet_app
  with check (tenant_id = app_tenant() and ends_at is null
    and exists (select from orders o where o.tenant_id = app_tenant() and o.id = order_id
      and o.listing_id = entitlements.listing_id and o.seller_tenant_id = entitlements.seller_tenant_id));

-- Versions, files and orders are history: added, never changed.
grant select, insert, update on publishers, publisher_keys, listings to fleet_app;
grant select, insert on persona_versions, bundle_files, orders, entitlements to fleet_app;
