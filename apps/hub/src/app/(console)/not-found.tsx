import { EmptyState } from "../../ui/empty-state.tsx";

export default function NotFound() {
  return (
    <div className="page">
      <div className="card">
        <EmptyState title="There is nothing here" action={{ href: "/store", label: "Go to the store" }}>
          The address is wrong, or what it names belongs to another tenant.
        </EmptyState>
      </div>
    </div>
  );
}
