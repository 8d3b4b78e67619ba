import type { ApiTokenView } from "@fleet-persona/hub-core";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHead } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ItemList } from "../ui/item-list.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Tag } from "../ui/tag.tsx";

type Props = {
  readonly tokens: readonly ApiTokenView[];
  readonly mayRevoke: (token: ApiTokenView) => boolean;
  readonly revoke: (tokenId: string) => void;
  readonly busy: boolean;
};

/** The tokens there are, those that no longer open anything included. */
export function TokenList({ tokens, mayRevoke, revoke, busy }: Props) {
  return (
    <Card aria-labelledby="tokens-title">
      <CardHead id="tokens-title" title="Tokens" note="each acts for whoever made it, and never for more" />
      {tokens.length === 0 ? (
        <EmptyState title="No token yet">A program needs one to read or change fleets, or to push figures.</EmptyState>
      ) : (
        <ItemList>
          {tokens.map((token) => (
            <li key={token.tokenId}>
              <TokenFacts token={token} />
              {token.state === "good" && mayRevoke(token) && (
                <Button
                  tone="danger"
                  disabled={busy}
                  aria-label={`Revoke ${token.name}`}
                  onClick={() => revoke(token.tokenId)}
                >
                  Revoke
                </Button>
              )}
            </li>
          ))}
        </ItemList>
      )}
    </Card>
  );
}

const badges = { good: "good", expired: "warn", revoked: "neutral" } as const;

function TokenFacts({ token }: { readonly token: ApiTokenView }) {
  return (
    <div>
      <p>
        <span className="font-medium">{token.name}</span> <Badge tone={badges[token.state]}>{token.state}</Badge>{" "}
        {token.scopes.map((scope) => (
          <Tag key={scope} className="font-mono">
            {scope}
          </Tag>
        ))}
      </p>
      <p className="text-muted text-12">
        {token.createdBy} made it <LocalTime at={token.createdAt} /> ·{" "}
        {token.lastUsedAt === null ? (
          "never used"
        ) : (
          <>
            used <LocalTime at={token.lastUsedAt} />
          </>
        )}{" "}
        · until <LocalTime at={token.expiresAt} as="full" />
      </p>
    </div>
  );
}
