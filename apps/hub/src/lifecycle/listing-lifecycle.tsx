import type { ListingDetail } from "@fleet-persona/hub-core";
import { AdvisoryItem } from "./advisory-item.tsx";
import { NoticeLines } from "./notice-lines.tsx";

/** What the publisher said of the newest version, and the advisories that stand; nothing where all is well. */
export function ListingLifecycle({ listing }: { readonly listing: ListingDetail }) {
  const { latestState, advisories } = listing;
  if (latestState.state === "offered" && advisories.length === 0) return null;
  return (
    <div className="mb-6 grid gap-2">
      <NoticeLines notices={latestState.notices} />
      {advisories.map((advisory) => (
        <AdvisoryItem key={advisory.advisoryId} advisory={advisory} />
      ))}
    </div>
  );
}
