"use client";

import type { CampaignImport } from "@fleet-persona/hub-core";
import { useId, useState } from "react";
import { useFleetCommand } from "../fleet/use-fleet-command.ts";
import { sentenceOf, trpc } from "../trpc/client.ts";

/** Takes a calendar's own file (.ics), from disk or pasted, and says what became of each event. */
export function CalendarImport({ fleetId }: { readonly fleetId: string }) {
  const id = useId();
  const [calendar, setCalendar] = useState("");
  const [result, setResult] = useState<CampaignImport | null>(null);
  const take = useFleetCommand(fleetId, async () => {
    // A time that names no zone is meant in the reader's own.
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    setResult(await trpc.importCampaigns.mutate({ fleetId, ics: calendar, timeZone }));
  });
  return (
    <details className="card-body calendar-import">
      <summary>Import a calendar (.ics)</summary>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          take.mutate();
        }}
      >
        <div className="field">
          <label htmlFor={`${id}-file`}>File</label>
          <input
            id={`${id}-file`}
            type="file"
            accept=".ics,text/calendar"
            onChange={(event) => void event.target.files?.[0]?.text().then(setCalendar)}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-text`}>Or paste it</label>
          <textarea
            id={`${id}-text`}
            className="input mono"
            rows={6}
            value={calendar}
            spellCheck={false}
            placeholder="BEGIN:VCALENDAR"
            onChange={(event) => setCalendar(event.target.value)}
          />
          <span className="hint">An event that was imported before is updated, not added again.</span>
        </div>
        <div>
          <button className="button" type="submit" disabled={calendar.trim() === "" || take.isPending}>
            {take.isPending ? "Importing…" : "Import"}
          </button>
        </div>
      </form>
      {take.isError && (
        <p className="notice notice-bad" role="alert">
          {sentenceOf(take.error)}
        </p>
      )}
      {result !== null && <ImportResult result={result} />}
    </details>
  );
}

function ImportResult({ result: { added, updated, refusals } }: { readonly result: CampaignImport }) {
  return (
    <div className="stack stack-small" role="status">
      <p className="notice notice-good">
        {added} added, {updated} updated{refusals.length === 0 ? "." : `, ${refusals.length} not taken:`}
      </p>
      {refusals.length > 0 && (
        <ul role="list" className="small">
          {refusals.map(({ event, message }) => (
            <li key={event + message}>
              <span className="strong">{event}</span> <span className="muted">{message}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
