import type { OwnListing } from "@fleet-persona/hub-core";
import { AdvisoryForm } from "../lifecycle/advisory-form.tsx";
import { AdvisoryItem } from "../lifecycle/advisory-item.tsx";
import { WithdrawButton } from "../lifecycle/withdraw-button.tsx";
import { Card, CardBody, CardHead } from "../ui/card.tsx";

type Props = { readonly listing: OwnListing; readonly maySpeak: boolean };

/** What everybody should know who runs some of the versions. */
export function AdvisorySection({ listing: { personaId, versions, advisories }, maySpeak }: Props) {
  return (
    <Card aria-label="Advisories">
      <CardHead title="Advisories" note="Told to everybody who runs a version they name">
        {maySpeak && <AdvisoryForm personaId={personaId} versions={versions.map(({ version }) => version)} />}
      </CardHead>
      <CardBody className="grid gap-3">
        {advisories.length === 0 && <p className="text-13 text-muted">None stands.</p>}
        {advisories.map((advisory) => (
          <AdvisoryItem key={advisory.advisoryId} advisory={advisory}>
            {maySpeak && <WithdrawButton advisoryId={advisory.advisoryId} title={advisory.title} />}
          </AdvisoryItem>
        ))}
      </CardBody>
    </Card>
  );
}
