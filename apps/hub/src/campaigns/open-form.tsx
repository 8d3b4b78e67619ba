"use client";

import { VARIABLE_SETTINGS } from "@fleet-persona/experiments";
import type { VariableSetting } from "@fleet-persona/experiments";
import type { FleetId, ProposedMetrics, SuggestedDesign } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FieldsGrid, FormSection } from "../experiments/plan/form-parts.tsx";
import { GuardrailLines } from "../experiments/plan/guardrail-section.tsx";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { Card, CardBody } from "../ui/card.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { FieldGroup } from "../ui/field-group.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { InstantField } from "../ui/instant-field.tsx";
import { Select } from "../ui/select.tsx";
import { Stack } from "../ui/stack.tsx";
import { charterOf, freshCampaign, usualBounds } from "./campaign-draft.ts";
import type { CampaignDraft } from "./campaign-draft.ts";
import { freezesOf, noFreeze } from "./freeze-draft.ts";
import type { FreezeDraft } from "./freeze-draft.ts";
import { FreezeFields } from "./freeze-fields.tsx";
import { SettingBounds } from "./setting-bounds.tsx";

type Props = {
  readonly fleet: { readonly fleetId: FleetId; readonly name: string };
  readonly proposed: ProposedMetrics;
  readonly suggestion: SuggestedDesign;
  /** Personas the tenant got: their newest approved versions may be tried. */
  readonly listings: readonly { readonly listingId: string; readonly title: string }[];
  /** An end to begin from, in the reader's zone. */
  readonly endsAt: string;
};

export type Change = (change: Partial<CampaignDraft>) => void;

/** What a campaign may vary, how much of the fleet and for how long, and what counts as better. */
export function OpenCampaignForm({ fleet, proposed, suggestion, listings, endsAt }: Props) {
  const router = useRouter();
  const [draft, setDraft] = useState(() => freshCampaign(fleet.name, { ...proposed, ...suggestion }, endsAt));
  const change: Change = (changed) => setDraft((before) => ({ ...before, ...changed }));
  const [freeze, setFreeze] = useState(noFreeze);
  const verdict = charterOf(draft, { metrics: proposed.metrics, design: suggestion.design });
  const open = useMutation({
    mutationFn: () => {
      const freezes = freezesOf(freeze, Intl.DateTimeFormat().resolvedOptions().timeZone);
      if (verdict.kind === "fault") throw new TypeError(verdict.sentence);
      return trpc.openVariationCampaign.mutate({ fleetId: fleet.fleetId, charter: verdict.charter, freezes });
    },
    onSuccess: ({ campaignId }) => router.push(`/experiments/campaigns/${campaignId}`),
  });
  return (
    <Card
      as="form"

      aria-label="Open a campaign"
      onSubmit={(event) => {
        event.preventDefault();
        open.mutate();
      }}
    >
      <FormSection title="What is it called?">
        <TextInput label="Name" value={draft.name} set={(name) => change({ name })} />
      </FormSection>
      <VarySection draft={draft} change={change} listings={listings} />
      <GoalFields draft={draft} change={change} proposed={proposed} suggestion={suggestion} />
      <BudgetFields draft={draft} change={change} freeze={freeze} setFreeze={setFreeze} />
      <FormSection title="What becomes of a winner?">
        <WinnerFields draft={draft} change={change} />
      </FormSection>
      <CardBody className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line">
        <Button tone="primary" type="submit" disabled={verdict.kind === "fault" || open.isPending}>
          {open.isPending ? "Opening…" : "Open the campaign"}
        </Button>
        <p className="text-13 text-muted" aria-live="polite">
          {verdict.kind === "fault"
            ? verdict.sentence
            : "It begins its first experiment within a minute, in your name and with your rights."}
        </p>
        <FailedCall of={open} />
      </CardBody>
    </Card>
  );
}

type PartProps = { readonly draft: CampaignDraft; readonly change: Change };

function VarySection({ draft, change, listings }: PartProps & Pick<Props, "listings">) {
  const free = (Object.keys(VARIABLE_SETTINGS) as VariableSetting[]).filter(
    (name) => !draft.settings.some((each) => each.name === name),
  );
  const toggle = (id: string, wanted: boolean): void =>
    change({ versionsOf: wanted ? [...draft.versionsOf, id] : draft.versionsOf.filter((each) => each !== id) });
  return (
    <FormSection
      title="What may vary?"
      about="Nothing outside of this is ever tried. The fleet's own bounds hold as always."
    >
      <SettingBounds settings={draft.settings} set={(settings) => change({ settings })} />
      {free.length > 0 && draft.settings.length < 5 && (
        <Select
          className="max-w-max"
          aria-label="Let another setting vary"
          value=""
          onChange={(event) =>
            change({ settings: [...draft.settings, usualBounds(event.target.value as VariableSetting)] })
          }
        >
          <option value="">Let another setting vary…</option>
          {free.map((name) => (
            <option key={name} value={name}>
              {VARIABLE_SETTINGS[name].title}
            </option>
          ))}
        </Select>
      )}
      {listings.length > 0 && (
        <FieldGroup legend="Newest versions that an admin approved as active for this fleet">
          {listings.map(({ listingId, title }) => (
            <Checkbox
              key={listingId}
              label={`of ${title}`}
              checked={draft.versionsOf.includes(listingId)}
              onChange={(event) => toggle(listingId, event.target.checked)}
            />
          ))}
        </FieldGroup>
      )}
    </FormSection>
  );
}

function GoalFields({ draft, change, proposed, suggestion }: PartProps & Pick<Props, "proposed" | "suggestion">) {
  const ofGoal = draft.guardrails.filter(({ metric }) => metric === draft.goal);
  const guarded = draft.guardrails.filter(({ metric }) => metric !== draft.goal);
  return (
    <FormSection title="What decides?" about={suggestion.sentence}>
      <FieldsGrid>
        <Field label="Goal">
          {(id) => (
            <Select
              id={id}

              value={draft.goal}
              onChange={(event) => change({ goal: event.target.value })}
            >
              {proposed.metrics.map(({ name, title }) => (
                <option key={name} value={name}>
                  {title}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <TextInput
          label="Smallest effect worth finding, %"
          value={draft.minimumEffect}
          numeric
          set={(minimumEffect) => change({ minimumEffect })}
        />
      </FieldsGrid>
      <Stack gap="small">
        <h3>What must not get worse</h3>
        <GuardrailLines
          draft={{ guardrails: guarded, metrics: proposed.metrics, goal: draft.goal }}
          change={({ guardrails }) => change({ guardrails: [...guardrails, ...ofGoal] })}
        />
      </Stack>
    </FormSection>
  );
}

type BudgetProps = PartProps & { readonly freeze: FreezeDraft; readonly setFreeze: (freeze: FreezeDraft) => void };

function BudgetFields({ draft, change, freeze, setFreeze }: BudgetProps) {
  return (
    <FormSection
      title="How much may it use?"
      about="It stops when any of these is used up, or when nothing is left to gain."
    >
      <FieldsGrid>
        <TextInput
          label="Hosts on a variation at most, %"
          value={draft.percent}
          numeric
          set={(percent) => change({ percent })}
        />
        <TextInput label="Experiments in all, hours" value={draft.hours} numeric set={(hours) => change({ hours })} />
        <TextInput
          label="Experiments at most"
          value={draft.experiments}
          numeric
          set={(experiments) => change({ experiments })}
        />
        <TextInput
          label="One experiment at least, hours"
          value={draft.minHours}
          numeric
          set={(minHours) => change({ minHours })}
        />
        <TextInput
          label="One experiment at most, hours"
          value={draft.maxHours}
          numeric
          set={(maxHours) => change({ maxHours })}
        />
        <TextInput
          label="Variations in one experiment"
          value={draft.atOnce}
          numeric
          set={(atOnce) => change({ atOnce })}
        />
        <TextInput
          label="Broken guardrails before it ends"
          value={draft.mostBreaks}
          numeric
          set={(mostBreaks) => change({ mostBreaks })}
        />
        <InstantField label="Ends" value={draft.endsAt} set={(endsAt) => change({ endsAt })} required />
      </FieldsGrid>
      <FreezeFields freeze={freeze} set={setFreeze} />
    </FormSection>
  );
}

function WinnerFields({ draft, change }: PartProps) {
  return (
    <>
      <Checkbox
        label="Confirm it on fresh hosts first"
        checked={draft.confirm}
        onChange={(event) => change({ confirm: event.target.checked })}
      />
      <Checkbox
        label="Put it in charge by itself"
        hint="Otherwise the campaign waits for a person each time."
        checked={draft.promote === "automatic"}
        onChange={(event) => change({ promote: event.target.checked ? "automatic" : "ask" })}
      />
      <Checkbox
        label="Let variations explore every 30 s"
        hint="So that a next version can be learned from what they record."
        checked={draft.explore}
        onChange={(event) => change({ explore: event.target.checked })}
      />
    </>
  );
}

type TextProps = {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly numeric?: boolean;
};

function TextInput({ label, value, set, numeric = false }: TextProps) {
  return (
    <Field label={label}>
      {(id) => (
        <Input
          id={id}

          inputMode={numeric ? "decimal" : "text"}
          autoComplete="off"
          value={value}
          onChange={(event) => set(event.target.value)}
        />
      )}
    </Field>
  );
}
