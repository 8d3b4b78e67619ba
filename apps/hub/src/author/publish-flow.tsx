"use client";

import { useMutation } from "@tanstack/react-query";
import type { UseMutationResult } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Notice } from "../ui/notice.tsx";
import { base64Of } from "./base64.ts";
import { checkBundle } from "./check-bundle.ts";
import type { BundleCheck, BundleFile } from "./check-bundle.ts";
import { DropZone } from "./drop-zone.tsx";
import { browserSha256, UnreadableFile } from "./dropped-files.ts";
import { FileList } from "./file-list.tsx";

type Props = {
  /** What this tenant publishes already, and what is listed of it. */
  readonly known: readonly { readonly personaId: string; readonly listed: boolean; readonly latestVersion: number }[];
};

/** Publishes a bundle that was signed on the author's machine: checked here, sent, and followed to the gate. No key ever comes here. */
export function PublishFlow({ known }: Props) {
  const id = useId();
  const router = useRouter();
  const [draft, setDraft] = useState(true);
  const check = useMutation({
    mutationFn: (files: readonly BundleFile[]) => checkBundle(files, browserSha256()),
  });
  const listed = known.some(({ personaId, listed: is }) => is && personaId === check.data?.says?.personaId);
  const publish = useMutation({
    mutationFn: (contents: ReadonlyMap<string, Uint8Array>) => {
      const files = Object.fromEntries([...contents].map(([name, bytes]) => [name, base64Of(bytes)]));
      return trpc.publishPersona.mutate({ files, draft: draft && !listed });
    },
    onSuccess: ({ personaId }) => router.push(`/author/${personaId}`),
  });
  const ready = check.data?.ready ?? null;
  return (
    <form
      aria-label="Publish a version"
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready !== null) publish.mutate(ready);
      }}
    >
      <DropZone
        describedBy={`${id}-hint`}
        choose={(files) => {
          publish.reset();
          if (files.length > 0) check.mutate(files);
        }}
      />
      <p id={`${id}-hint`} className="text-12 text-muted">
        persona.json, policy.onnx, card.md, evidence.json and the envelope.json that <code>persona sign</code> made, 32
        MiB at most. <code>persona publish</code> does the same from a terminal, and brings your first keyring.
      </p>
      <Checked check={check} listed={listed} known={known} />
      {ready !== null && !listed && (
        <Checkbox
          label="Keep it as a draft until I list it"
          hint="Only your team sees a draft. Without this a new Persona is listed at once, free."
          checked={draft}
          onChange={(event) => setDraft(event.target.checked)}
        />
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button tone="primary" type="submit" disabled={ready === null || publish.isPending || publish.isSuccess}>
          {publish.isPending || publish.isSuccess ? "Publishing…" : "Publish"}
        </Button>
        {publish.isPending && (
          <span className="text-13 text-muted">The hub verifies the signature; then the gate looks at it.</span>
        )}
      </div>
      {publish.isError && <Notice tone="bad">{failure(publish.error)}</Notice>}
    </form>
  );
}

type CheckedProps = Pick<StandingProps, "listed" | "known"> & {
  readonly check: Pick<UseMutationResult<BundleCheck>, "data" | "error" | "isError" | "isPending">;
};

function Checked({ check, listed, known }: CheckedProps) {
  return (
    <div aria-live="polite" className="grid gap-4">
      {check.isPending && <p className="text-13 text-muted">Checking the files…</p>}
      {check.isError && <Notice tone="bad">{failure(check.error)}</Notice>}
      {check.data !== undefined && <FileList files={check.data.files} />}
      {check.data !== undefined && <Standing check={check.data} listed={listed} known={known} />}
    </div>
  );
}

const failure = (error: unknown): string => (error instanceof UnreadableFile ? error.message : sentenceOf(error));

type StandingProps = { readonly check: BundleCheck; readonly listed: boolean; readonly known: Props["known"] };

function Standing({ check: { says, ready }, listed, known }: StandingProps) {
  if (says === null)
    return <Notice tone="warn">Nothing was sent. Mend what is marked and choose the files again.</Notice>;
  const before = known.find(({ personaId }) => personaId === says.personaId);
  if (before !== undefined && says.version <= before.latestVersion)
    return (
      <Notice tone="bad">
        {says.personaId} is already at version {before.latestVersion}: raise <code>version</code> in persona.yaml,
        export and sign it again.
      </Notice>
    );
  if (ready === null)
    return <Notice tone="warn">Nothing was sent. Mend what is marked and choose the files again.</Notice>;
  return (
    <Notice tone="good">
      {says.name}, {says.personaId} version {says.version}: every file is as it was signed.
      {listed && " It is listed, so the new version is seen as soon as it is published."}
    </Notice>
  );
}
