/** A page's layout before its data: a title and a list of rows. */
export function PageSkeleton({ rows }: { readonly rows: number }) {
  return (
    <div className="page" role="status" aria-label="Loading">
      <div className="page-head">
        <span className="skeleton skeleton-title" />
      </div>
      <RowsSkeleton rows={rows} />
    </div>
  );
}

export function RowsSkeleton({ rows }: { readonly rows: number }) {
  return (
    <div className="card">
      {Array.from({ length: rows }, (_, row) => (
        <div className="card-body" key={row}>
          <span className="skeleton skeleton-line w-25" />
          <span className={`skeleton skeleton-line ${row % 2 === 0 ? "w-60" : "w-80"}`} />
        </div>
      ))}
    </div>
  );
}
