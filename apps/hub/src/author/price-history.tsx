import type { PastTerms } from "@fleet-persona/hub-core";
import { Card, CardHead } from "../ui/card.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Table, Td, Th } from "../ui/table.tsx";
import { priceWords } from "../store/price-words.ts";
import { trialWords } from "./trial-words.ts";

/** Every price it ever had, newest first. */
export function PriceHistory({ past }: { readonly past: readonly PastTerms[] }) {
  return (
    <Card aria-label="Price history">
      <CardHead title="Every price it had" note="Kept for good. Who got it keeps the terms it was got under" />
      {past.length === 0 ? (
        <p className="p-4 text-13 text-muted">No price was ever set; it has been free since it was listed.</p>
      ) : (
        <Table caption="Every price it had">
          <thead>
            <tr>
              <Th>From</Th>
              <Th>Price</Th>
              <Th>Trial</Th>
              <Th>Set by</Th>
            </tr>
          </thead>
          <tbody>
            {past.map(({ price, trialDays, setAt, setBy }) => (
              <tr key={setAt}>
                <Td>
                  <LocalTime at={setAt} as="full" />
                </Td>
                <Td>{priceWords(price)}</Td>
                <Td>{trialWords(trialDays) ?? "none"}</Td>
                <Td>{setBy}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Card>
  );
}
