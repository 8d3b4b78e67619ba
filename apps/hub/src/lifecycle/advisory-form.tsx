"use client";

import type { Severity } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Field } from "../ui/field.tsx";
import { TellForm } from "../ui/tell-form.tsx";

const severities: readonly Severity[] = ["low", "moderate", "high", "critical"];

type Props = { readonly personaId: string; readonly versions: readonly number[] };

/** Publishes an advisory about some of a Persona's versions. */
export function AdvisoryForm({ personaId, versions }: Props) {
  const [open, setOpen] = useState(false);
  if (!open)
    return (
      <p>
        <button className="button" type="button" onClick={() => setOpen(true)}>
          Publish an advisory…
        </button>
      </p>
    );
  return <OpenForm personaId={personaId} versions={versions} close={() => setOpen(false)} />;
}

function OpenForm({ personaId, versions, close }: Props & { readonly close: () => void }) {
  const router = useRouter();
  const [severity, setSeverity] = useState<Severity>("moderate");
  const [title, setTitle] = useState("");
  const [body, setBody] = useState("");
  const [affected, setAffected] = useState<readonly number[]>([]);
  const [fixedIn, setFixedIn] = useState("");
  const publish = useMutation({
    mutationFn: () =>
      trpc.publishAdvisory.mutate({
        personaId,
        severity,
        title: title.trim(),
        body: body.trim(),
        affected: [...affected],
        fixedIn: fixedIn === "" ? null : Number(fixedIn),
      }),
    onSuccess: () => {
      close();
      router.refresh();
    },
  });
  const ready = title.trim() !== "" && affected.length > 0;
  return (
    <TellForm
      label="Publish an advisory"
      says={["Publish to everybody who runs it", "Publishing…"]}
      call={publish}
      ready={ready}
    >
      <Field label="What is wrong" wide>
        {(id) => (
          <input
            id={id}
            className="input"
            value={title}
            required
            maxLength={140}
            placeholder="Sheds load in a surge above 400 requests a second"
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </Field>
      <Field label="Severity">
        {(id) => (
          <select
            id={id}
            className="input"
            value={severity}
            onChange={(event) => setSeverity(event.target.value as Severity)}
          >
            {severities.map((word) => (
              <option key={word} value={word}>
                {word}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Fixed in">
        {(id) => (
          <select id={id} className="input" value={fixedIn} onChange={(event) => setFixedIn(event.target.value)}>
            <option value="">no version yet</option>
            {versions.map((version) => (
              <option key={version} value={version}>
                version {version}
              </option>
            ))}
          </select>
        )}
      </Field>
      <fieldset className="field tell-wide affected">
        <legend>Versions that have it</legend>
        {versions.map((version) => (
          <label key={version}>
            <input
              type="checkbox"
              checked={affected.includes(version)}
              onChange={(event) =>
                setAffected(
                  event.target.checked ? [...affected, version] : affected.filter((known) => known !== version),
                )
              }
            />
            v{version}
          </label>
        ))}
      </fieldset>
      <Field label="What to know and what to do" wide hint="Markdown.">
        {(id) => (
          <textarea
            id={id}
            className="input"
            value={body}
            maxLength={8_000}
            onChange={(event) => setBody(event.target.value)}
          />
        )}
      </Field>
    </TellForm>
  );
}
