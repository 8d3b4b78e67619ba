import { Card, CardFoot, CardHead } from "../ui/card.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { MarkedItem, MarkedList } from "./marked-list.tsx";
import type { ChainLink, SignatureChainView } from "./signature-chain.ts";

const marks = { good: "✓", warn: "!", bad: "✕", open: "○" } as const;
const spoken = { good: "in order", warn: "look closer", bad: "refused", open: "not there yet" } as const;

/** The chain of signatures, one tick for each who vouches. */
export function SignatureSection({ chain }: { readonly chain: SignatureChainView }) {
  return (
    <Card id="signatures" aria-labelledby="signatures-title">
      <CardHead id="signatures-title" title="Signatures" note="every agent checks them again before it installs" />
      <MarkedList>
        {chain.links.map((link) => (
          <ChainItem key={link.name} link={link} />
        ))}
      </MarkedList>
      <CardFoot>
        Digest of persona.json <code className="block text-12 wrap-anywhere">{chain.digest}</code>
      </CardFoot>
    </Card>
  );
}

function ChainItem({ link: { state, title, detail, fingerprints, at } }: { readonly link: ChainLink }) {
  return (
    <MarkedItem mark={marks[state]} tone={state === "open" ? "neutral" : state} spoken={spoken[state]}>
      <p className="font-medium">
        {title}{" "}
        {at !== null && (
          <span className="text-12 text-muted">
            <LocalTime at={at} />
          </span>
        )}
      </p>
      <p className="text-13 text-muted">{detail}</p>
      {fingerprints.map((fingerprint) => (
        <code key={fingerprint} className="block text-12 wrap-anywhere">
          {fingerprint}
        </code>
      ))}
    </MarkedItem>
  );
}
