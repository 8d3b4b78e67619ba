"use client";

import type { CampaignImport } from "@fleet-persona/hub-core";
import { useState } from "react";
import { useFleetCommand } from "../fleet/use-fleet-command.ts";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { Stack } from "../ui/stack.tsx";
import { TextArea } from "../ui/text-area.tsx";

/** Takes a calendar's own file (.ics), from disk or pasted, and says what became of each event. */
export function CalendarImport({ fleetId }: { readonly fleetId: string }) {
  const [calendar, setCalendar] = useState("");
  const [result, setResult] = useState<CampaignImport | null>(null);
  const take = useFleetCommand(fleetId, async () => {
    // A time that names no zone is meant in the reader's own.
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    setResult(await trpc.importCampaigns.mutate({ fleetId, ics: calendar, timeZone }));
  });
  return (
    <details className="min-w-0 p-4 border-t border-line [&>summary]:cursor-pointer [&>summary]:font-medium [&>summary]:text-13 [&[open]>summary]:mb-3">
      <summary>Import a calendar (.ics)</summary>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          take.mutate();
        }}
      >
        <Field label="File">
          {(id) => (
            <input
              id={id}
              type="file"
              accept=".ics,text/calendar"
              onChange={(event) => void event.target.files?.[0]?.text().then(setCalendar)}
            />
          )}
        </Field>
        <Field label="Or paste it" hint="An event that was imported before is updated, not added again.">
          {(id, describedBy) => (
            <TextArea
              id={id}
              aria-describedby={describedBy}
              className="font-mono text-[0.93em]"
              rows={6}
              value={calendar}
              spellCheck={false}
              placeholder="BEGIN:VCALENDAR"
              onChange={(event) => setCalendar(event.target.value)}
            />
          )}
        </Field>
        <div>
          <Button type="submit" disabled={calendar.trim() === "" || take.isPending}>
            {take.isPending ? "Importing…" : "Import"}
          </Button>
        </div>
      </form>
      {take.isError && (
        <Notice tone="bad" className="mt-3">
          {sentenceOf(take.error)}
        </Notice>
      )}
      {result !== null && <ImportResult result={result} />}
    </details>
  );
}

function ImportResult({ result: { added, updated, refusals } }: { readonly result: CampaignImport }) {
  return (
    <Stack gap="small" className="mt-3" role="status">
      <Notice tone="good">
        {added} added, {updated} updated{refusals.length === 0 ? "." : `, ${refusals.length} not taken:`}
      </Notice>
      {refusals.length > 0 && (
        <ul role="list" className="text-13">
          {refusals.map(({ event, message }) => (
            <li key={event + message}>
              <span className="font-medium">{event}</span> <span className="text-muted">{message}</span>
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
}
