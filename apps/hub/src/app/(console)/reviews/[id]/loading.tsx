import { RowsSkeleton } from "../../../../ui/skeleton.tsx";

export default function Loading() {
  return (
    <div className="page desk" role="status" aria-label="Loading">
      <div className="desk-queue">
        <span className="skeleton skeleton-line w-3/5" />
        <span className="skeleton skeleton-line w-4/5" />
      </div>
      <div className="stack">
        <span className="skeleton skeleton-title" />
        <RowsSkeleton rows={3} />
        <span className="skeleton skeleton-block" />
      </div>
    </div>
  );
}
