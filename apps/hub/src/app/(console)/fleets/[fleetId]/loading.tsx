export default function Loading() {
  return (
    <div className="page page-wide page-fleet" role="status" aria-label="Loading">
      <div className="skeleton skeleton-block" />
    </div>
  );
}
