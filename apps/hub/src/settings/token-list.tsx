import type { ApiTokenView } from "@fleet-persona/hub-core";
import { EmptyState } from "../ui/empty-state.tsx";
import { LocalTime } from "../ui/local-time.tsx";

type Props = {
  readonly tokens: readonly ApiTokenView[];
  readonly mayRevoke: (token: ApiTokenView) => boolean;
  readonly revoke: (tokenId: string) => void;
  readonly busy: boolean;
};

/** The tokens there are, those that no longer open anything included. */
export function TokenList({ tokens, mayRevoke, revoke, busy }: Props) {
  return (
    <section className="card" aria-labelledby="tokens-title">
      <div className="card-head">
        <h2 id="tokens-title">Tokens</h2>
        <p>each acts for whoever made it, and never for more</p>
      </div>
      {tokens.length === 0 ? (
        <EmptyState title="No token yet">A program needs one to read or change fleets, or to push figures.</EmptyState>
      ) : (
        <ul role="list" className="told">
          {tokens.map((token) => (
            <li key={token.tokenId}>
              <TokenFacts token={token} />
              {token.state === "good" && mayRevoke(token) && (
                <button
                  className="button button-danger"
                  type="button"
                  disabled={busy}
                  aria-label={`Revoke ${token.name}`}
                  onClick={() => revoke(token.tokenId)}
                >
                  Revoke
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const badges = { good: "badge badge-good", expired: "badge badge-warn", revoked: "badge" } as const;

function TokenFacts({ token }: { readonly token: ApiTokenView }) {
  return (
    <div>
      <p>
        <span className="strong">{token.name}</span> <span className={badges[token.state]}>{token.state}</span>{" "}
        {token.scopes.map((scope) => (
          <code key={scope} className="tag">
            {scope}
          </code>
        ))}
      </p>
      <p className="muted tiny">
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
