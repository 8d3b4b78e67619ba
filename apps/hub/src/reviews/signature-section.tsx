import { LocalTime } from "../ui/local-time.tsx";
import type { ChainLink, SignatureChainView } from "./signature-chain.ts";

const marks = { good: "✓", warn: "!", bad: "✕", open: "○" } as const;
const spoken = { good: "in order", warn: "look closer", bad: "refused", open: "not there yet" } as const;

/** The chain of signatures, one tick for each who vouches. */
export function SignatureSection({ chain }: { readonly chain: SignatureChainView }) {
  return (
    <section className="card" id="signatures" aria-labelledby="signatures-title">
      <div className="card-head">
        <h2 id="signatures-title">Signatures</h2>
        <p>every agent checks them again before it installs</p>
      </div>
      <ol role="list" className="chain">
        {chain.links.map((link) => (
          <ChainItem key={link.name} link={link} />
        ))}
      </ol>
      <p className="card-foot">
        Digest of persona.json <code className="tiny fingerprint">{chain.digest}</code>
      </p>
    </section>
  );
}

function ChainItem({ link: { state, title, detail, fingerprints, at } }: { readonly link: ChainLink }) {
  return (
    <li data-state={state}>
      <span className="chain-mark" role="img" aria-label={spoken[state]}>
        {marks[state]}
      </span>
      <div>
        <p className="strong">
          {title}{" "}
          {at !== null && (
            <span className="muted tiny">
              <LocalTime at={at} />
            </span>
          )}
        </p>
        <p className="small muted">{detail}</p>
        {fingerprints.map((fingerprint) => (
          <code key={fingerprint} className="tiny fingerprint">
            {fingerprint}
          </code>
        ))}
      </div>
    </li>
  );
}
