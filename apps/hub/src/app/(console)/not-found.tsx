import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";

export default function NotFound() {
  return (
    <Page>
      <Card as="div">
        <EmptyState title="There is nothing here" action={{ href: "/store", label: "Go to the store" }}>
          The address is wrong, or what it names belongs to another tenant.
        </EmptyState>
      </Card>
    </Page>
  );
}
