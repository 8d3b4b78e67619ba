import { DeskPage } from "../../../../reviews/desk-page.tsx";
import { RowsSkeleton, Skeleton } from "../../../../ui/skeleton.tsx";

export default function Loading() {
  return (
    <DeskPage
      role="status"
      aria-label="Loading"
      queue={
        <div className="hidden lg:block">
          <Skeleton className="w-3/5" />
          <Skeleton className="w-4/5" />
        </div>
      }
    >
      <Skeleton shape="title" />
      <RowsSkeleton rows={3} />
      <Skeleton shape="block" />
    </DeskPage>
  );
}
