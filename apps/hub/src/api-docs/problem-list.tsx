import { Card, CardHead } from "../ui/card.tsx";
import { Table, Td, Th } from "../ui/table.tsx";

type Props = {
  readonly codes: readonly { readonly code: string; readonly status: number; readonly meaning: string | null }[];
};

/** Every code that a refusal may carry; the `type` of a problem leads here. */
export function ProblemList({ codes }: Props) {
  return (
    <Card aria-labelledby="problems">
      <CardHead
        title="Refusals"
        id="problems"
        note="The code is for programs and stable; the message says what is wrong this time."
      />
      <Table caption="Codes of refusals">
        <thead>
          <tr>
            <Th>Code</Th>
            <Th>Status</Th>
            <Th>Meaning</Th>
          </tr>
        </thead>
        <tbody>
          {codes.map(({ code, status, meaning }) => (
            <tr key={code} id={`problem-${code}`} className="scroll-mt-16">
              <Th scope="row">
                <code>{code}</code>
              </Th>
              <Td>{status}</Td>
              <Td>{meaning ?? "A refusal of this operation; its message says what is wrong and what to do."}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
