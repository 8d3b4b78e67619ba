import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";

type Props = {
  /** Where it is sent, as `from` and `to`. */
  readonly action: string;
  readonly label: string;
  readonly button: string;
  readonly from: string;
  readonly to: string;
};

/** Two days, the second not included; a plain form, so that it works before any script. */
export function SpanForm({ action, label, button, from, to }: Props) {
  return (
    <form action={action} method="get" aria-label={label} className="flex flex-wrap items-end gap-3">
      <Field label="From">{(id) => <Input id={id} type="date" name="from" defaultValue={from} required />}</Field>
      <Field label="Up to, not included">
        {(id) => <Input id={id} type="date" name="to" defaultValue={to} required />}
      </Field>
      <Button type="submit">{button}</Button>
    </form>
  );
}
