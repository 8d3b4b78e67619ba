import type { ListingPageView } from "@fleet-persona/hub-core";
import Link from "next/link";
import type { ReactNode } from "react";
import { VerdictChip } from "../../reviews/verdict-chip.tsx";
import { verdictOf } from "../../reviews/verdict-words.ts";
import { Card, CardBody, CardHead } from "../../ui/card.tsx";
import { bytes } from "../../ui/figures.ts";
import { Icon } from "../../ui/icon.tsx";
import { Stack } from "../../ui/stack.tsx";
import { Table, Td, Th } from "../../ui/table.tsx";
import { BomLink } from "../bom-link.tsx";
import { Day } from "../day.tsx";

/** Who signed what, and what an agent checks again before it loads anything. */
export function SecurityTab({ listing }: { readonly listing: ListingPageView }) {
  const { signedBy, publisherKeys, publisherName, digest, personaId, latestVersion, manifest } = listing;
  return (
    <Stack>
      <Card id="security" aria-labelledby="security-title">
        <CardHead id="security-title" title="Security" note="every agent checks this again, at every load" />
        <CardBody className="grid gap-3">
          {signedBy.map((fingerprint) => {
            const key = publisherKeys.find((known) => known.fingerprint === fingerprint);
            return (
              <Tick key={fingerprint}>
                Signed by {publisherName} with a key that is kept on the author's machine.
                <code className="block text-12 wrap-anywhere">{fingerprint}</code>
                {key !== undefined && (
                  <span className="text-12 text-muted">
                    registered <Day at={key.registeredAt} />
                  </span>
                )}
              </Tick>
            );
          })}
          <Tick>
            The signature covers the exact bytes of persona.json, which names every file by size and SHA-256.
            <code className="block text-12 wrap-anywhere">{digest}</code>
          </Tick>
          <GateLine listing={listing} />
          <Tick>
            What it is made of, for your own inventory: <BomLink personaId={personaId} version={latestVersion} />{" "}
            (CycloneDX).
          </Tick>
        </CardBody>
      </Card>
      <Files files={manifest.files} />
    </Stack>
  );
}

function Files({ files }: Pick<ListingPageView["manifest"], "files">) {
  return (
    <Card aria-labelledby="files-title">
      <CardHead id="files-title" title="Files of the bundle" />
      <Table caption="Files of the bundle">
        <thead>
          <tr>
            <Th>File</Th>
            <Th num>Size</Th>
            <Th>SHA-256</Th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <tr key={file.name}>
              <Th scope="row" className="font-mono">
                {file.name}
              </Th>
              <Td num>{bytes(file.bytes)}</Td>
              <Td>
                <code className="text-12">{file.sha256}</code>
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function Tick({ open = false, children }: { readonly open?: boolean; readonly children: ReactNode }) {
  return (
    <div className="flex gap-2.5">
      <span className={open ? "mt-0.5 text-muted" : "mt-0.5 text-good"}>
        <Icon name={open ? "minus" : "check"} />
      </span>
      <div className="min-w-0">{children}</div>
    </div>
  );
}

function GateLine({ listing: { versions } }: { readonly listing: ListingPageView }) {
  const [latest] = versions;
  if (latest === undefined) return null;
  const { tone, meaning } = verdictOf(latest.gate);
  return (
    <Tick open={tone !== "good"}>
      Gate: <VerdictChip gate={latest.gate} /> {meaning}{" "}
      <Link href={`/reviews/${latest.personaVersionId}`} prefetch={false}>
        Everything it found
      </Link>
    </Tick>
  );
}
