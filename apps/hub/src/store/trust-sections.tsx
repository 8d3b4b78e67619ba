import type { ListingDetail } from "@fleet-persona/hub-core";
import Link from "next/link";
import { noticeSentence, stateWords } from "../lifecycle/state-words.ts";
import { VersionStateBadge } from "../lifecycle/version-state-badge.tsx";
import { VerdictChip } from "../reviews/verdict-chip.tsx";
import { verdictOf } from "../reviews/verdict-words.ts";
import { bytes } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";

export function VersionsSection({ versions }: Pick<ListingDetail, "versions">) {
  return (
    <section className="card" id="versions" aria-labelledby="versions-title">
      <div className="card-head">
        <h2 id="versions-title">Versions</h2>
        <p>numbers rise by one and are never used again</p>
      </div>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Published</th>
              <th scope="col">What changed</th>
              <th scope="col">Digest of persona.json</th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version) => (
              <tr key={version.personaVersionId}>
                <th scope="row">
                  <span className="mono">v{version.version}</span> <VerdictChip gate={version.gate} />{" "}
                  {version.state !== "offered" && <VersionStateBadge state={version.state} />}
                </th>
                <td>
                  <LocalTime at={version.publishedAt} />
                </td>
                <td>
                  {version.notices.map((notice) => (
                    <p key={notice.kind}>
                      <span className="strong">{stateWords[notice.kind].word}:</span> {noticeSentence(notice)}
                    </p>
                  ))}
                  {version.changelog.map(({ kind, text }) => (
                    <p key={text}>
                      <span className="tag">{kind}</span> {text}
                    </p>
                  ))}
                </td>
                <td>
                  <code className="tiny" title={version.digest}>
                    {version.digest.slice(0, 12)}…
                  </code>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Who signed what, and what an agent checks again before it loads anything. */
export function SecuritySection({ listing }: { readonly listing: ListingDetail }) {
  return (
    <section className="card" id="security" aria-labelledby="security-title">
      <div className="card-head">
        <h2 id="security-title">Security</h2>
        <p>every agent checks this again, at every load</p>
      </div>
      <div className="card-body ticks">
        {listing.signedBy.map((fingerprint) => {
          const key = listing.publisherKeys.find((known) => known.fingerprint === fingerprint);
          return (
            <p className="tick-line" key={fingerprint}>
              <span>
                Signed by {listing.publisherName} with a key that is kept on the author's machine.
                <br />
                <code className="tiny" aria-label="Key fingerprint">
                  {fingerprint}
                </code>
                {key !== undefined && (
                  <span className="muted tiny">
                    {" "}
                    registered <LocalTime at={key.registeredAt} />
                  </span>
                )}
              </span>
            </p>
          );
        })}
        <p className="tick-line">
          <span>
            The signature covers the exact bytes of persona.json, which names every file by size and SHA-256.
            <br />
            <code className="tiny">{listing.digest}</code>
          </span>
        </p>
        <GateLine versions={listing.versions} />
      </div>
      <FilesTable files={listing.manifest.files} />
    </section>
  );
}

function GateLine({ versions: [latest] }: Pick<ListingDetail, "versions">) {
  if (latest === undefined) return null;
  const { tone, meaning } = verdictOf(latest.gate);
  return (
    <p className={tone === "good" ? "tick-line" : "tick-line tick-open"}>
      <span>
        Gate: <VerdictChip gate={latest.gate} /> {meaning}{" "}
        <Link href={`/reviews/${latest.personaVersionId}`}>Everything it found</Link>
      </span>
    </p>
  );
}

function FilesTable({ files }: Pick<ListingDetail["manifest"], "files">) {
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col" className="num">
              Size
            </th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={file.name}>
              <th scope="row" className="mono">
                {file.name}
              </th>
              <td className="num">{bytes(file.bytes)}</td>
              <td>
                <code className="tiny">{file.sha256}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
