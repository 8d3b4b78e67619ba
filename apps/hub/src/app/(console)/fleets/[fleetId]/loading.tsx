import { Page } from "../../../../ui/page.tsx";
import { Skeleton } from "../../../../ui/skeleton.tsx";
export default function Loading() {
  return (
    <Page width="wide" top="near" role="status" aria-label="Loading">
      <Skeleton shape="block" />
    </Page>
  );
}
