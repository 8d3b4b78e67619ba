import type { PersonaVersionId } from "@fleet-persona/hub-core";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { refusalOf } from "../ui/failure.ts";
import { Stack } from "../ui/stack.tsx";
import { useFleetCommand } from "./use-fleet-command.ts";

type Props = {
  readonly fleetId: string;
  readonly personaVersionId: PersonaVersionId;
  readonly title: string;
  /** A required signal is known to be missing. */
  readonly misses: boolean;
};

/** Puts what was approved for this fleet in charge of it, in shadow. */
export function RunInShadow({ fleetId, personaVersionId, title, misses }: Props) {
  const assign = useFleetCommand(fleetId, (acceptMissing: boolean) =>
    trpc.assignPersona.mutate({ fleetId, personaVersionId, acceptMissing }),
  );
  // What was refused for a missing signal may still be wanted: shadow changes nothing.
  const missing = misses || (refusalOf(assign.error)?.startsWith("signals-missing") ?? false);
  return (
    <Stack gap="small">
      <Button
        tone={missing ? "plain" : "primary"}
        className="justify-self-start"
        disabled={assign.isPending}
        onClick={() => assign.mutate(missing)}
        aria-label={missing ? `Assign ${title} anyway, in shadow` : `Run ${title} in shadow`}
      >
        {assign.isPending ? "Starting…" : missing ? "Assign anyway, in shadow" : "Run in shadow"}
      </Button>
      <FailedCall of={assign} />
    </Stack>
  );
}
