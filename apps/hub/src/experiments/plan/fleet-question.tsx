"use client";

import { useRouter } from "next/navigation";
import { Select } from "../../ui/select.tsx";
import { FormField, FormSection } from "./form-parts.tsx";

type Props = {
  readonly fleet: { readonly fleetId: string };
  readonly fleets: readonly { readonly fleetId: string; readonly name: string }[];
  /** A saved draft belongs to its fleet. */
  readonly locked: boolean;
};

/** Which fleet: everything below begins anew with another one, because it suggests other things. */
export function FleetQuestion({ fleet, fleets, locked }: Props) {
  const router = useRouter();
  return (
    <FormSection title="Which fleet?">
      <FormField label="Fleet" path="fleetId" hint={locked ? "A saved plan stays with its fleet." : undefined}>
        {(control) => (
          <Select
            {...control}

            disabled={locked}
            value={fleet.fleetId}
            onChange={(event) => router.push(`/experiments/new?fleet=${event.target.value}`)}
          >
            {fleets.map(({ fleetId, name }) => (
              <option key={fleetId} value={fleetId}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </FormField>
    </FormSection>
  );
}
