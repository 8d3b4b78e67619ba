import { percent } from "./figures.ts";
import { Field } from "./field.tsx";
import { Slider } from "./slider.tsx";

type Props = { readonly weight: number; readonly set: (weight: number) => void };

/** How much something weighs, 0 to 1. */
export function WeightField({ weight, set }: Props) {
  return (
    <Field label={<>Weight, {percent(weight)}</>}>
      {(id) => (
        <Slider
          id={id}
          min={0}
          max={1}
          step={0.05}
          value={weight}
          onChange={(event) => set(Number(event.target.value))}
        />
      )}
    </Field>
  );
}
