import { EmptyState } from "../ui/empty-state.tsx";
import { Entry } from "../ui/entry.tsx";

export default function NotFound() {
  return (
    <Entry>
      <EmptyState title="There is nothing here" action={{ href: "/", label: "Start over" }}>
        Check the address.
      </EmptyState>
    </Entry>
  );
}
