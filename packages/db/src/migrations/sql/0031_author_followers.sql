-- How many follow what a seller sells: tenants that share no person with it, counted as in 0028.
grant create on schema public to fleet_maintenance;
set role fleet_maintenance;

-- Tenants in which somebody follows the listing, and those in which somebody follows its publisher.
create or replace function author_followers(listing uuid)
  returns table (of_listing integer, of_publisher integer)
  language sql stable security definer set search_path = public, pg_temp
as $$
  with own as (select id, tenant_id, publisher_id from listings where id = listing and tenant_id = app_tenant()),
  others as (
    select f.tenant_id, f.listing_id from own join follows f on f.listing_id = own.id or f.publisher_id = own.publisher_id
    where not share_a_person(f.tenant_id, own.tenant_id)
  ),
  tenants as (
    select count(distinct tenant_id) filter (where listing_id is not null) as of_listing,
      count(distinct tenant_id) filter (where listing_id is null) as of_publisher
    from others
  )
  select counted(of_listing, of_listing), counted(of_publisher, of_publisher) from tenants where exists (select from own)
$$;

reset role;
revoke create on schema public from fleet_maintenance;
revoke execute on function author_followers from public;
grant execute on function author_followers to fleet_app;
