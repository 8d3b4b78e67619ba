-- Roles exist already where an operator made them (with passwords); what they may do is decided here alone.
do $$
begin
  if not exists (select from pg_roles where rolname = 'fleet_app') then
    create role fleet_app nologin nosuperuser nobypassrls;
  end if;
  if not exists (select from pg_roles where rolname = 'fleet_ingest') then
    create role fleet_ingest nologin nosuperuser nobypassrls;
  end if;
  -- Owns the few functions that must see every tenant; its policies allow exactly what those functions do.
  if not exists (select from pg_roles where rolname = 'fleet_maintenance') then
    create role fleet_maintenance nologin nosuperuser nobypassrls;
  end if;
end
$$;

grant fleet_maintenance to current_user;
revoke create on schema public from public;
grant usage on schema public to fleet_app, fleet_ingest, fleet_maintenance;

create extension if not exists pg_trgm;

-- Null outside withTenant and withUser: a policy that compares with it then shows nothing.
create function app_tenant() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('app.tenant', true), '')::uuid $$;

create function app_user() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('app.person', true), '')::uuid $$;
