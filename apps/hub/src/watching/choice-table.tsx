"use client";

import type { NoticeChoice } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { FailedCall } from "../ui/failed-call.tsx";
import { Switch } from "../ui/switch.tsx";
import { Table, Td, Th } from "../ui/table.tsx";

type Worded = NoticeChoice & { readonly words: string };
type Props = { readonly initial: readonly Worded[] };

/** For each kind of notice, whether it comes in-app and by mail. A switch is a decision; there is nothing to save. */
export function ChoiceTable({ initial }: Props) {
  const [choices, setChoices] = useState(initial);
  const choose = useMutation({
    mutationFn: ({ kind, inApp, mail }: NoticeChoice) => trpc.setNoticeChoice.mutate({ kind, inApp, mail }),
    onError: () => setChoices(initial),
  });
  const change = (row: Worded, set: Partial<NoticeChoice>): void => {
    const next = { ...row, ...set };
    setChoices(choices.map((each) => (each.kind === row.kind ? next : each)));
    choose.mutate(next);
  };
  return (
    <>
      <FailedCall of={choose} />
      <Table caption="What comes how">
        <thead>
          <tr>
            <Th>What happened</Th>
            <Th>In the hub</Th>
            <Th>By mail</Th>
          </tr>
        </thead>
        <tbody>
          {choices.map((row) => (
            <tr key={row.kind}>
              <Th scope="row">{row.words}</Th>
              <Td>
                {row.owed ? (
                  <span className="text-muted">always</span>
                ) : (
                  <Switch
                    label={<span className="visually-hidden">{row.words} in the hub</span>}
                    checked={row.inApp}
                    onChange={(event) => change(row, { inApp: event.target.checked })}
                  />
                )}
              </Td>
              <Td>
                <Switch
                  label={<span className="visually-hidden">{row.words} by mail</span>}
                  checked={row.mail}
                  onChange={(event) => change(row, { mail: event.target.checked })}
                />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
