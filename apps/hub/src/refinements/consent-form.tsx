"use client";

import type { FleetId, ListingId } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Checkbox } from "../ui/checkbox.tsx";
import { Field } from "../ui/field.tsx";
import { Select } from "../ui/select.tsx";
import { TellForm } from "../ui/tell-form.tsx";

type Props = {
  readonly fleets: readonly { readonly fleetId: FleetId; readonly name: string }[];
  readonly listings: readonly { readonly listingId: ListingId; readonly title: string }[];
  readonly terms: { readonly version: 1; readonly sentence: string };
};

/** Agrees to what one fleet's experiments record being used to improve one Persona. */
export function ConsentForm({ fleets, listings, terms }: Props) {
  const router = useRouter();
  const [fleetId, setFleetId] = useState(fleets[0]?.fleetId);
  const [listingId, setListingId] = useState(listings[0]?.listingId);
  const [read, setRead] = useState(false);
  const agree = useMutation({
    mutationFn: () => {
      if (fleetId === undefined || listingId === undefined) throw new TypeError("Choose a fleet and a Persona.");
      return trpc.giveLearningConsent.mutate({ fleetId, listingId, terms: terms.version });
    },
    onSuccess: () => {
      setRead(false);
      router.refresh();
    },
  });
  return (
    <TellForm label="Agree to learning" says={["Agree", "Agreeing…"]} call={agree} ready={read}>
      <Field label="Fleet">
        {(id) => (
          <Select
            id={id}

            value={fleetId}
            onChange={(event) => setFleetId(event.target.value as FleetId)}
          >
            {fleets.map((fleet) => (
              <option key={fleet.fleetId} value={fleet.fleetId}>
                {fleet.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Persona">
        {(id) => (
          <Select
            id={id}

            value={listingId}
            onChange={(event) => setListingId(event.target.value as ListingId)}
          >
            {listings.map((listing) => (
              <option key={listing.listingId} value={listing.listingId}>
                {listing.title}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <p className="col-span-full border-l-3 border-accent bg-accent-wash px-4 py-3 text-13">{terms.sentence}</p>
      <Checkbox
        className="col-span-full"
        label="We agree to exactly this, and may take it back at any time"
        checked={read}
        onChange={(event) => setRead(event.target.checked)}
      />
    </TellForm>
  );
}
