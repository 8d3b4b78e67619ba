import type { FollowView } from "@fleet-persona/hub-core";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Table, Td, Th } from "../ui/table.tsx";
import { Tag } from "../ui/tag.tsx";

type Props = { readonly follows: readonly FollowView[]; readonly path: string; readonly mayForTenant: boolean };

/** What is followed, each with the way out of it. */
export function FollowList({ follows, path, mayForTenant }: Props) {
  if (follows.length === 0) {
    return (
      <EmptyState title="You follow nothing" action={{ href: "/store", label: "Look around the store" }}>
        On the page of a Persona or a publisher, Follow tells you of what is new.
      </EmptyState>
    );
  }
  return (
    <Table caption="What you follow">
      <thead>
        <tr>
          <Th>Name</Th>
          <Th>Kind</Th>
          <Th>
            <span className="visually-hidden">Stop</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {follows.map((each) => (
          <FollowRow
            key={`${each.address} ${each.forTenant}`}
            follow={each}
            path={path}
            may={mayForTenant || !each.forTenant}
          />
        ))}
      </tbody>
    </Table>
  );
}

function FollowRow({
  follow,
  path,
  may,
}: {
  readonly follow: FollowView;
  readonly path: string;
  readonly may: boolean;
}) {
  const { subject, title, address, forTenant } = follow;
  const isPersona = "listingId" in subject;
  return (
    <tr>
      <Th scope="row">
        <a href={isPersona ? `/store/${address}` : `/store/${address}`}>{title}</a>{" "}
        {forTenant && <Tag>for the tenant</Tag>}
      </Th>
      <Td>{isPersona ? "Persona" : "publisher"}</Td>
      <Td>
        {may && (
          <form method="post" action="/api/follow">
            {isPersona ? (
              <input type="hidden" name="listing" value={subject.listingId} />
            ) : (
              <input type="hidden" name="publisher" value={subject.publisher} />
            )}
            <input type="hidden" name="verb" value="unfollow" />
            <input type="hidden" name="for" value={forTenant ? "tenant" : "me"} />
            <input type="hidden" name="path" value={path} />
            <Button type="submit" tone="quiet" size="small" aria-label={`Unfollow ${title}`}>
              Unfollow
            </Button>
          </form>
        )}
      </Td>
    </tr>
  );
}
