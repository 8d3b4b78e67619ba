-- What buyers say of a listing, what its seller answers, and the votes that count (docs/store-reviews.md). tenant_id is who wrote:
-- the buyer of a review, the seller of a reply.

-- Figures that the platform's operator decides; no role of the hub may change them.
create table platform_settings (
  name text primary key,
  value bigint not null check (value >= 0)
);
insert into platform_settings (name, value) values
  -- How long a tenant's agents must have run a Persona before it may review it, in seconds.
  ('review_min_seconds', 86400),
  -- From when on an unpaid tenant's vote counts: its age in days, and how long its agents ran what others sell, in seconds.
  ('established_days', 30),
  ('established_seconds', 604800);

create table buyer_reviews (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references tenants (id),
  listing_id uuid not null references listings (id),
  -- Of the listing; written by the trigger, like everything below that says so.
  seller_tenant_id uuid not null,
  -- The version it speaks of, which the tenant's agents ran.
  persona_version_id uuid not null references persona_versions (id),
  rating smallint not null check (rating between 1 and 5),
  title text not null check (char_length(title) between 1 and 120),
  body text not null check (char_length(body) <= 5000),
  -- What an experiment of the tenant measured on this listing, and told everybody.
  effect_id uuid,
  -- The tenant's own name, or null where it chose to have none.
  shown_as text,
  written_by uuid not null references users (id),
  -- By the trigger: how long the agents had run it, how often it was written, and when.
  ran_seconds bigint not null,
  revision integer not null,
  written_at timestamptz not null,
  edited_at timestamptz,
  withdrawn_at timestamptz,
  -- By moderators and by what voids it, through functions alone.
  hidden_at timestamptz,
  void_at timestamptz,
  void_because text check (void_because in ('refunded', 'same-person', 'same-card', 'same-tenant')),
  -- One of the listing's votes.
  counted boolean not null default false,
  checked_at timestamptz not null default now(),
  unique (tenant_id, listing_id),
  check ((void_at is null) = (void_because is null)),
  foreign key (tenant_id, effect_id) references measured_effects (tenant_id, id)
);
create index on buyer_reviews (listing_id, written_at desc);
create index on buyer_reviews (listing_id, rating) where counted;
create index on buyer_reviews (seller_tenant_id);
create index on buyer_reviews (checked_at) where void_at is null;

-- Every wording there ever was; only added to, by the trigger.
create table buyer_review_revisions (
  review_id uuid not null references buyer_reviews (id),
  revision integer not null,
  tenant_id uuid not null,
  persona_version_id uuid not null,
  rating smallint not null,
  title text not null,
  body text not null,
  effect_id uuid,
  ran_seconds bigint not null,
  written_by uuid not null,
  written_at timestamptz not null,
  primary key (review_id, revision)
);

create table buyer_review_replies (
  review_id uuid primary key references buyer_reviews (id),
  tenant_id uuid not null references tenants (id),
  body text not null check (char_length(body) between 1 and 3000),
  written_by uuid not null references users (id),
  revision integer not null,
  written_at timestamptz not null,
  edited_at timestamptz,
  hidden_at timestamptz
);
create index on buyer_review_replies (tenant_id);

create table buyer_review_reply_revisions (
  review_id uuid not null references buyer_review_replies (review_id),
  revision integer not null,
  tenant_id uuid not null,
  body text not null,
  written_by uuid not null,
  written_at timestamptz not null,
  primary key (review_id, revision)
);

-- The counted votes of a listing by stars, kept in the transaction that changes a review. Nobody's own: it is as visible as the listing.
create table listing_ratings (
  listing_id uuid primary key references listings (id),
  stars_1 integer not null default 0,
  stars_2 integer not null default 0,
  stars_3 integer not null default 0,
  stars_4 integer not null default 0,
  stars_5 integer not null default 0,
  votes integer not null default 0,
  mean double precision,
  lower_bound double precision,
  -- All reviews that can be read, counted or not.
  shown integer not null default 0,
  updated_at timestamptz not null default now()
);

-- Why an entitlement ended; null while it holds, or where it just ran out.
alter table entitlements add column ended_because text check (ended_because in ('refunded'));

do $$
declare name text;
begin
  foreach name in array array['platform_settings', 'buyer_reviews', 'buyer_review_revisions', 'buyer_review_replies',
    'buyer_review_reply_revisions', 'listing_ratings']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
end
$$;

create policy anyone_reads on platform_settings for select using (true);
create policy operator on platform_settings to current_user using (true) with check (true);

-- What is neither taken back, hidden nor void can be read wherever its listing can: the policies of listings apply inside.
create policy anyone_reads on buyer_reviews for select to fleet_app
  using (withdrawn_at is null and hidden_at is null and void_at is null and exists (select from listings l where l.id = listing_id));
create policy own_reads on buyer_reviews for select to fleet_app using (tenant_id = app_tenant());
create policy buyer_adds on buyer_reviews for insert to fleet_app with check (tenant_id = app_tenant());
create policy buyer_changes on buyer_reviews for update to fleet_app using (tenant_id = app_tenant()) with check (tenant_id = app_tenant());
create policy with_its_review on buyer_review_revisions for select to fleet_app
  using (exists (select from buyer_reviews r where r.id = review_id));

create policy anyone_reads on buyer_review_replies for select to fleet_app
  using (hidden_at is null and exists (select from buyer_reviews r where r.id = review_id));
create policy own_reads on buyer_review_replies for select to fleet_app using (tenant_id = app_tenant());
create policy seller_adds on buyer_review_replies for insert to fleet_app
  with check (tenant_id = app_tenant() and exists (select from buyer_reviews r where r.id = review_id and r.seller_tenant_id = app_tenant()));
create policy seller_changes on buyer_review_replies for update to fleet_app
  using (tenant_id = app_tenant()) with check (tenant_id = app_tenant());
create policy with_its_reply on buyer_review_reply_revisions for select to fleet_app
  using (exists (select from buyer_review_replies r where r.review_id = buyer_review_reply_revisions.review_id));

create policy with_its_listing on listing_ratings for select to fleet_app
  using (exists (select from listings l where l.id = listing_id));

grant select on platform_settings, buyer_reviews, buyer_review_revisions, buyer_review_replies, buyer_review_reply_revisions,
  listing_ratings to fleet_app;
grant insert (id, tenant_id, listing_id, persona_version_id, rating, title, body, effect_id, shown_as, written_by) on buyer_reviews to fleet_app;
grant update (persona_version_id, rating, title, body, effect_id, shown_as, written_by, withdrawn_at) on buyer_reviews to fleet_app;
grant insert (review_id, tenant_id, body, written_by), update (body, written_by) on buyer_review_replies to fleet_app;

-- As in 0008, with the rights of fleet_maintenance and no more.
grant select on platform_settings to fleet_maintenance;
grant select, insert, update on buyer_reviews, buyer_review_replies, listing_ratings to fleet_maintenance;
grant select, insert on buyer_review_revisions, buyer_review_reply_revisions to fleet_maintenance;
grant select (tenant_id, ended_because, ends_at, listing_id) on entitlements to fleet_maintenance;
grant select (tenant_id, seller_tenant_id, amount_minor, status) on orders to fleet_maintenance;
grant select (id, name, created_at) on tenants to fleet_maintenance;
grant select (tenant_id, id, listing_id, withdrawn_at) on measured_effects to fleet_maintenance;
do $$
declare name text;
begin
  foreach name in array array['buyer_reviews', 'buyer_review_replies', 'buyer_review_revisions', 'buyer_review_reply_revisions', 'listing_ratings']
  loop
    execute format('create policy maintenance on %I to fleet_maintenance using (true) with check (true)', name);
  end loop;
  foreach name in array array['orders', 'tenants', 'measured_effects']
  loop
    execute format('create policy buyer_reviews on %I for select to fleet_maintenance using (true)', name);
  end loop;
end
$$;

grant create on schema public to fleet_maintenance;
set role fleet_maintenance;

create function platform_setting(setting text) returns bigint
  language sql stable set search_path = public, pg_temp
as $$ select value from platform_settings where name = setting $$;

-- The other tenants behind which the same party stands. Here: one person is a member of both. Whoever keeps cards adds those that
-- were paid for with one card, and nothing else in this file has to change.
create function tenants_alike(tenant uuid) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
as $$
  select distinct b.tenant_id from memberships a join memberships b on b.user_id = a.user_id
  where a.tenant_id = tenant and b.tenant_id <> tenant
$$;

-- Why two tenants are one party: 'same-tenant', 'same-person'; null where they are two.
create function one_party(one uuid, other uuid) returns text
  language sql stable security definer set search_path = public, pg_temp
as $$
  select case when one = other then 'same-tenant' when other in (select tenants_alike(one)) then 'same-person' end
$$;

-- Why a tenant may not review a listing; null where it may.
create function review_obstacle(buyer uuid, listing uuid) returns text
  language plpgsql stable security definer set search_path = public, pg_temp
as $$
declare
  seller uuid;
  right_to_it record;
  party text;
begin
  select l.tenant_id into seller from listings l where l.id = listing;
  if seller is null then return 'not-got'; end if;
  party := one_party(buyer, seller);
  if party is not null then return party; end if;
  select e.ended_because, e.ends_at into right_to_it from entitlements e where e.tenant_id = buyer and e.listing_id = listing;
  if not found then return 'not-got'; end if;
  if right_to_it.ended_because = 'refunded' then return 'refunded'; end if;
  if (select coalesce(sum(u.seconds), 0) from persona_usage u where u.tenant_id = buyer and u.listing_id = listing)
    < platform_setting('review_min_seconds') then return 'ran-too-short'; end if;
  return null;
end
$$;

-- The same, asked by a tenant about itself.
create function own_review_obstacle(listing uuid) returns text
  language sql stable security definer set search_path = public, pg_temp
as $$ select review_obstacle(app_tenant(), listing) $$;

-- Whether a tenant's vote counts: it paid somebody else for something, or it is established.
create function vote_counts(voter uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
as $$
  select exists (
    select from orders o where o.tenant_id = voter and o.amount_minor > 0 and o.status = 'fulfilled'
      and one_party(voter, o.seller_tenant_id) is null
  ) or exists (
    select from tenants t where t.id = voter and t.created_at <= now() - make_interval(days => platform_setting('established_days')::integer)
      and platform_setting('established_seconds') <= (
        select coalesce(sum(u.seconds), 0) from persona_usage u join listings l on l.id = u.listing_id
        where u.tenant_id = voter and one_party(voter, l.tenant_id) is null)
  )
$$;

-- Lower bound of the mean of stars at 95 %: of the posterior over the five kinds of star, each of which is given one vote beforehand
-- (E. Miller, Ranking Items With Star Ratings, 2014). One vote of five stars is 2.40, a hundred are 4.82.
create function rating_lower_bound(stars integer[]) returns double precision
  language sql immutable set search_path = public, pg_temp
as $$
  with kinds as (select place, count + 1.0::double precision as weight from unnest(stars) with ordinality as s (count, place)),
    moments as (select sum(place * weight) / sum(weight) as mean, sum(place * place * weight) / sum(weight) as square, sum(weight) as total from kinds)
  select mean - 1.65 * sqrt((square - mean * mean) / (total + 1)) from moments
$$;

-- Says anew which reviews of a listing are votes, among those of the party behind one tenant: the oldest whose tenant counts.
create function recount_listing(listing uuid, voter uuid) returns void
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  stars integer[];
  votes integer;
begin
  perform pg_advisory_xact_lock(hashtextextended('ratings:' || listing::text, 0));
  with recursive party (tenant_id) as (
    select voter
    union
    select r.tenant_id from party p cross join lateral tenants_alike(p.tenant_id) as alike (tenant_id)
      join buyer_reviews r on r.tenant_id = alike.tenant_id and r.listing_id = listing
  ), vote as (
    select r.id from buyer_reviews r join party p on p.tenant_id = r.tenant_id
    where r.listing_id = listing and r.withdrawn_at is null and r.hidden_at is null and r.void_at is null and vote_counts(r.tenant_id)
    order by r.written_at, r.id limit 1
  )
  update buyer_reviews r set counted = r.id in (select id from vote), checked_at = now()
    from party p where r.listing_id = listing and r.tenant_id = p.tenant_id;
  select array_agg(coalesce(n, 0)::integer order by place) into stars
    from generate_series(1, 5) place
    left join (select rating, count(*) as n from buyer_reviews where listing_id = listing and counted group by rating) c on c.rating = place;
  votes := stars[1] + stars[2] + stars[3] + stars[4] + stars[5];
  insert into listing_ratings as kept (listing_id, stars_1, stars_2, stars_3, stars_4, stars_5, votes, mean, lower_bound, shown, updated_at)
    values (listing, stars[1], stars[2], stars[3], stars[4], stars[5], votes,
      (stars[1] + 2 * stars[2] + 3 * stars[3] + 4 * stars[4] + 5 * stars[5])::double precision / nullif(votes, 0),
      case when votes > 0 then rating_lower_bound(stars) end,
      (select count(*) from buyer_reviews r where r.listing_id = listing and r.withdrawn_at is null and r.hidden_at is null and r.void_at is null),
      now())
  on conflict (listing_id) do update set stars_1 = excluded.stars_1, stars_2 = excluded.stars_2, stars_3 = excluded.stars_3,
    stars_4 = excluded.stars_4, stars_5 = excluded.stars_5, votes = excluded.votes, mean = excluded.mean,
    lower_bound = excluded.lower_bound, shown = excluded.shown, updated_at = excluded.updated_at;
end
$$;

-- Before a review is written or said otherwise: whoever writes it, it is refused where the rules refuse it.
create function check_buyer_review() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  obstacle text;
begin
  if tg_op = 'UPDATE' then
    -- Taking it back is always possible.
    if new.withdrawn_at is not null then
      if (new.rating, new.title, new.body, new.effect_id, new.persona_version_id, new.shown_as)
        is distinct from (old.rating, old.title, old.body, old.effect_id, old.persona_version_id, old.shown_as)
      then raise exception 'withdrawn' using errcode = '23514'; end if;
      new.withdrawn_at := coalesce(old.withdrawn_at, now());
      return new;
    end if;
    if old.hidden_at is not null then raise exception 'hidden' using errcode = '23514'; end if;
    if old.void_because <> 'refunded' then raise exception using message = old.void_because, errcode = '23514'; end if;
  end if;
  obstacle := review_obstacle(new.tenant_id, new.listing_id);
  if obstacle is not null then raise exception using message = obstacle, errcode = '23514'; end if;
  if not exists (
    select from persona_usage u where u.tenant_id = new.tenant_id and u.listing_id = new.listing_id
      and u.persona_version_id = new.persona_version_id
  ) then raise exception 'version-not-run' using errcode = '23514'; end if;
  if new.effect_id is not null and not exists (
    select from measured_effects m where m.tenant_id = new.tenant_id and m.id = new.effect_id and m.listing_id = new.listing_id
      and m.withdrawn_at is null
  ) then raise exception 'no-such-effect' using errcode = '23514'; end if;
  if new.shown_as <> (select t.name from tenants t where t.id = new.tenant_id)
    then raise exception 'not-your-name' using errcode = '23514'; end if;
  select l.tenant_id into new.seller_tenant_id from listings l where l.id = new.listing_id;
  select coalesce(sum(u.seconds), 0) into new.ran_seconds from persona_usage u
    where u.tenant_id = new.tenant_id and u.listing_id = new.listing_id;
  new.revision := case when tg_op = 'INSERT' then 1 else old.revision + 1 end;
  new.written_at := case when tg_op = 'INSERT' then now() else old.written_at end;
  new.edited_at := case when tg_op = 'UPDATE' then now() end;
  new.void_at := null;
  new.void_because := null;
  return new;
end
$$;

create function keep_buyer_review() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if tg_op = 'INSERT' or new.revision <> old.revision then
    insert into buyer_review_revisions (review_id, revision, tenant_id, persona_version_id, rating, title, body, effect_id, ran_seconds,
      written_by, written_at)
    values (new.id, new.revision, new.tenant_id, new.persona_version_id, new.rating, new.title, new.body, new.effect_id, new.ran_seconds,
      new.written_by, coalesce(new.edited_at, new.written_at));
  end if;
  perform recount_listing(new.listing_id, new.tenant_id);
  return null;
end
$$;

create function check_review_reply() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  if tg_op = 'UPDATE' and old.hidden_at is not null then raise exception 'hidden' using errcode = '23514'; end if;
  new.revision := case when tg_op = 'INSERT' then 1 else old.revision + 1 end;
  new.written_at := case when tg_op = 'INSERT' then now() else old.written_at end;
  new.edited_at := case when tg_op = 'UPDATE' then now() end;
  return new;
end
$$;

create function keep_review_reply() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  insert into buyer_review_reply_revisions (review_id, revision, tenant_id, body, written_by, written_at)
    values (new.review_id, new.revision, new.tenant_id, new.body, new.written_by, coalesce(new.edited_at, new.written_at));
  return null;
end
$$;

-- Voids a tenant's review of a listing. Said of a refund only by the buyer's own transaction; of one party only where it is true.
create function void_buyer_reviews(buyer uuid, listing uuid, because text) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  voided integer := 0;
begin
  if (because = 'refunded' and buyer = app_tenant()
    or because = one_party(buyer, (select l.tenant_id from listings l where l.id = listing))) is not true
  then return 0; end if;
  update buyer_reviews set void_at = now(), void_because = because
    where tenant_id = buyer and listing_id = listing and (void_at is null or void_because = 'refunded' and because <> 'refunded');
  get diagnostics voided = row_count;
  return voided;
end
$$;

create function void_after_refund() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
begin
  update buyer_reviews set void_at = now(), void_because = 'refunded'
    where tenant_id = new.tenant_id and listing_id = new.listing_id and void_at is null;
  return null;
end
$$;

-- Somebody became a member: what their tenants said of each other is void, and what they said of a third is one vote from now on.
create function follow_membership() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  shared uuid;
begin
  update buyer_reviews r set void_at = now(), void_because = 'same-person'
    where r.void_at is null and (
      (r.tenant_id = new.tenant_id and r.seller_tenant_id in (select tenants_alike(new.tenant_id)))
      or (r.seller_tenant_id = new.tenant_id and r.tenant_id in (select tenants_alike(new.tenant_id))));
  for shared in select r.listing_id from buyer_reviews r where r.tenant_id = new.tenant_id order by 1 loop
    perform recount_listing(shared, new.tenant_id);
  end loop;
  return null;
end
$$;

-- Looks again at the reviews that were not looked at for the longest time: voids what turned out to be one party's, and counts
-- whoever became established since. Answers how many it looked at.
create function recheck_buyer_reviews(most integer) returns integer
  language plpgsql security definer set search_path = public, pg_temp
as $$
declare
  review record;
  looked integer := 0;
begin
  for review in
    select r.id, r.tenant_id, r.listing_id, r.counted, one_party(r.tenant_id, r.seller_tenant_id) as party,
      r.counted is distinct from vote_counts(r.tenant_id) as may_differ
    from buyer_reviews r where r.void_at is null order by r.checked_at limit most for update skip locked
  loop
    looked := looked + 1;
    update buyer_reviews set checked_at = now() where id = review.id;
    if review.party is not null then
      update buyer_reviews set void_at = now(), void_because = review.party where id = review.id;
    elsif review.may_differ then
      perform recount_listing(review.listing_id, review.tenant_id);
    end if;
  end loop;
  return looked;
end
$$;

reset role;
revoke create on schema public from fleet_maintenance;

create trigger check_it before insert or update of persona_version_id, rating, title, body, effect_id, shown_as, withdrawn_at on buyer_reviews
  for each row execute function check_buyer_review();
create trigger keep_it after insert or update of persona_version_id, rating, title, body, effect_id, shown_as, withdrawn_at, hidden_at, void_at
  on buyer_reviews for each row execute function keep_buyer_review();
create trigger check_it before insert or update of body on buyer_review_replies for each row execute function check_review_reply();
create trigger keep_it after insert or update of body on buyer_review_replies for each row execute function keep_review_reply();
create trigger void_reviews after update of ended_because on entitlements
  for each row when (new.ended_because = 'refunded') execute function void_after_refund();
create trigger follow_reviews after insert or update of tenant_id, user_id on memberships
  for each row execute function follow_membership();

revoke execute on function platform_setting, tenants_alike, one_party, review_obstacle, own_review_obstacle, vote_counts, rating_lower_bound,
  recount_listing, check_buyer_review, keep_buyer_review, check_review_reply, keep_review_reply, void_buyer_reviews, void_after_refund,
  follow_membership, recheck_buyer_reviews from public;
grant execute on function own_review_obstacle, void_buyer_reviews, recheck_buyer_reviews to fleet_app;
