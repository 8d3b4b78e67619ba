"use client";

import type { PublishedPersona } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { base64Of, chooseBundle } from "./bundle-upload.ts";

/** Publishes a bundle that was signed on the author's machine. Whatever the key, it never comes here. */
export function PublishForm() {
  const id = useId();
  const router = useRouter();
  const [chosen, setChosen] = useState<readonly File[]>([]);
  const choice = chosen.length === 0 ? null : chooseBundle(chosen);
  const publish = useMutation({
    mutationFn: send,
    onSuccess: () => router.refresh(),
  });
  return (
    <section className="card" aria-labelledby={`${id}-title`}>
      <div className="card-head">
        <h2 id={`${id}-title`}>Publish a version</h2>
        <p>signed on your machine</p>
      </div>
      <form
        className="card-body form"
        onSubmit={(event) => {
          event.preventDefault();
          if (choice?.kind === "bundle") publish.mutate(choice.files);
        }}
      >
        <FilesField
          choose={(files) => {
            publish.reset();
            setChosen(files);
          }}
        />
        <div>
          <button
            className="button button-primary"
            type="submit"
            disabled={choice?.kind !== "bundle" || publish.isPending}
          >
            {publish.isPending ? "Publishing…" : "Publish"}
          </button>
        </div>
      </form>
      {choice?.kind === "refused" && (
        <p className="notice notice-bad" role="alert">
          {choice.message}
        </p>
      )}
      {publish.isError && (
        <p className="notice notice-bad" role="alert">
          {publish.error instanceof UnreadableFile ? publish.error.message : sentenceOf(publish.error)}
        </p>
      )}
      {publish.data !== undefined && <Published version={publish.data} />}
    </section>
  );
}

async function send(files: readonly File[]): Promise<PublishedPersona> {
  const read = files.map(async (file) => [file.name, base64Of(await bytesOf(file))] as const);
  return trpc.publishPersona.mutate({ files: Object.fromEntries(await Promise.all(read)) });
}

class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
}

// A browser reads what was chosen, and nothing that was written over it since.
async function bytesOf(file: File): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new UnreadableFile(`${file.name} has changed or gone since you chose it: choose the files again.`);
  }
}

function FilesField({ choose }: { readonly choose: (files: readonly File[]) => void }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>The five files of the bundle</label>
      <input
        id={id}
        type="file"
        multiple
        aria-describedby={`${id}-hint`}
        onChange={(event) => choose([...(event.target.files ?? [])])}
      />
      <span className="hint" id={`${id}-hint`}>
        persona.json, policy.onnx, card.md, evidence.json and the envelope.json that <code>persona sign</code> made.{" "}
        <code>persona publish</code> does the same from a terminal, and brings your first keyring.
      </span>
    </div>
  );
}

function Published({ version: { personaId, version, personaVersionId } }: { readonly version: PublishedPersona }) {
  return (
    <p className="notice notice-good" role="status">
      {personaId} version {version} is listed. The gate looks at it now:{" "}
      <Link href={`/reviews/${personaVersionId}`}>what it finds</Link> decides whether a fleet may run it.
    </p>
  );
}
