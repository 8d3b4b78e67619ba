-- What the store's search reads: one row for each listing on the shelf, made of what other tables say and kept right by triggers.

-- For words that were mistyped.
create extension if not exists fuzzystrmatch;

-- Words, and the values that results can be narrowed by. What a listing has, it has by id.
create table store_terms (
  id integer primary key generated always as identity,
  -- A facet's name, or: word, tag, use (a signal it reads, needed or not), all.
  kind text not null,
  value text not null,
  -- Of a word, as full text knows it.
  stem text,
  -- Listings that have it, without the changes below.
  listings integer not null default 0,
  unique (kind, value)
);
create index on store_terms using gin (value gin_trgm_ops) where kind = 'word';
create index on store_terms (value text_pattern_ops) where kind = 'word';
create index on store_terms (stem) where kind = 'word';

-- Added by whoever changes a listing, summed up now and then: nobody waits for another to count.
create table store_term_changes (
  term_id integer not null,
  delta integer not null
);

create table listing_search (
  listing_id uuid primary key references listings (id),
  tenant_id uuid not null references tenants (id),
  publisher_slug text not null,
  name text not null,
  -- Terms that are shown with counts; terms that intents ask for; words.
  facets integer[] not null,
  labels integer[] not null,
  words integer[] not null,
  -- Title, name, tags and publisher; a match here comes first.
  heading tsvector not null,
  document tsvector not null,
  updated_at timestamptz not null,
  -- Comparable: what a year costs for one agent, in the currency's smallest unit.
  price_minor bigint not null,
  rating_lower double precision not null,
  -- Lower bounds, positive is better than the reactive rule: what an intent's best is chosen by.
  effect_breach double precision not null,
  effect_cost double precision not null,
  rank double precision not null,
  -- What a row of results shows beside its listing.
  shown jsonb not null,
  refreshed_at timestamptz not null
) with (toast_tuple_target = 1100);
-- Hundreds of rows are looked at for each that is shown.
alter table listing_search alter column shown set storage external;
alter table listing_search alter column words set storage external;
alter table listing_search alter column document set storage main;
alter table listing_search alter column heading set storage main;
alter table listing_search alter column facets set storage main;
alter table listing_search alter column labels set storage main;
create index on listing_search using gin (document) with (fastupdate = off);
create index on listing_search using gin (heading) with (fastupdate = off);
create index on listing_search using gin (facets) with (fastupdate = off);
create index on listing_search using gin (labels) with (fastupdate = off);
create index on listing_search (rank desc, listing_id);
create index on listing_search (updated_at desc, listing_id);
create index on listing_search (rating_lower desc, rank desc, listing_id);
create index on listing_search (price_minor, rank desc, listing_id);
create index on listing_search (effect_breach desc, rank desc, listing_id);
create index on listing_search (effect_cost desc, rank desc, listing_id);
create index on listing_search (publisher_slug, rank desc);
create index on listing_search (tenant_id);
create index on listing_search (refreshed_at);

-- Whatever is a publisher's.
create index on listings (publisher_id);

-- No longer searched in.
alter table listings drop column search, drop column search_text;

do $$
declare name text;
begin
  foreach name in array array['store_terms', 'store_term_changes', 'listing_search']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    -- There is nothing in them of a listing that is not on the shelf.
    execute format('create policy anyone_reads on %I for select to fleet_app using (true)', name);
    execute format('create policy maintenance on %I to fleet_maintenance using (true) with check (true)', name);
    execute format('grant select on %I to fleet_app', name);
    execute format('grant select, insert, update, delete on %I to fleet_maintenance', name);
  end loop;
end
$$;

-- A query as the words it means: each word by its stem; one that nobody uses as the beginning of words that somebody does, else as the
-- nearest of them, by edits and then by how many listings have it. `query` is a tsquery's text, empty where no word is left; `meant` is
-- what was understood where that differs from what was typed; `share` is of all listings, were words independent.
create function understand_store_query(asked text, out query text, out meant text, out share double precision)
  language plpgsql stable set search_path = public, pg_temp
as $$
declare
  token text;
  lexeme text;
  begun text;
  nearest text;
  edits integer;
  parts text[] := '{}';
  stems text[];
  everything integer;
  said text[] := '{}';
begin
  share := 1;
  select greatest(t.listings, 1) into everything from store_terms t where t.kind = 'all';
  for token in select left(m[1], 32) from regexp_matches(lower(asked), '[[:alnum:]]+', 'g') m limit 16 loop
    lexeme := (ts_lexize('english_stem', token))[1];
    nearest := null;
    stems := null;
    if lexeme is not null and exists (select from store_terms t where t.kind = 'word' and t.stem = lexeme) then
      parts := parts || quote_literal(lexeme);
      stems := array[lexeme];
    elsif lexeme is not null then
      select string_agg(quote_literal(b.stem), ' | '), array_agg(b.stem) into begun, stems from (
        select t.stem, max(t.listings) as listings from store_terms t
        where length(token) >= 3 and t.kind = 'word' and t.value ~>=~ token and t.value ~<~ (token || chr(65535))
        group by t.stem order by 2 desc limit 8
      ) b;
      if begun is null then
        edits := case when length(token) < 4 then 1 when length(token) < 8 then 2 else 3 end;
        select t.value into nearest from store_terms t
        where t.kind = 'word' and levenshtein_less_equal(t.value, token, edits) <= edits and (t.value % token
          or (length(token) < 6 and t.value ~>=~ left(token, 1) and t.value ~<~ (left(token, 1) || chr(65535))
            and abs(length(t.value) - length(token)) < 2))
        order by levenshtein_less_equal(t.value, token, edits), t.listings desc, t.value limit 1;
        lexeme := coalesce((ts_lexize('english_stem', nearest))[1], lexeme);
        stems := array[lexeme];
      end if;
      parts := parts || coalesce('(' || begun || ')', quote_literal(lexeme));
    end if;
    if stems is not null then
      select share * least(1, coalesce(sum(t.listings), 0) / everything::double precision) into share
      from store_terms t where t.kind = 'word' and t.stem = any(stems);
    end if;
    said := said || coalesce(nearest, token);
    meant := case when nearest is not null then '' else meant end;
  end loop;
  query := array_to_string(parts, ' & ');
  meant := meant || array_to_string(said, ' ');
end
$$;
revoke execute on function understand_store_query from public;
grant execute on function understand_store_query to fleet_app;
