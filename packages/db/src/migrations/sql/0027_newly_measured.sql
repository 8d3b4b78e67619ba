-- The store's first page shows what was measured last, over all listings.
create index on measured_effects (published_at desc) where withdrawn_at is null;
