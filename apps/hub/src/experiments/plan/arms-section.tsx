import { Button } from "../../ui/button.tsx";
import { ArmFields } from "./arm-fields.tsx";
import type { VersionChoice } from "./arm-fields.tsx";
import { FormSection } from "./form-parts.tsx";
import { newArm } from "./plan-draft.ts";
import type { SectionProps } from "./section-props.ts";

type Props = SectionProps & { readonly versions: readonly VersionChoice[]; readonly inCharge: string | null };

const most = 6;

/** What is compared: the control first, then up to five arms beside it. */
export function ArmsSection({ draft, change, versions, inCharge }: Props) {
  const { arms } = draft;
  const add = (): void => {
    const key = `arm-${Math.max(...arms.map(({ key: each }) => Number(each.split("-")[1] ?? 0) || 0)) + 1}`;
    change({ arms: [...arms, newArm(key, "")] });
  };
  return (
    <FormSection title="What is compared?" about="Everything is judged beside the control, at the same time.">
      {arms.map((arm, at) => (
        <ArmFields
          key={arm.key}
          arm={arm}
          at={at}
          versions={versions}
          inCharge={inCharge}
          set={(changed) => change({ arms: arms.map((each) => (each.key === arm.key ? changed : each)) })}
          remove={at > 0 && arms.length > 2 ? () => change({ arms: arms.filter(({ key }) => key !== arm.key) }) : null}
        />
      ))}
      {arms.length < most && <Button onClick={add}>Add an arm</Button>}
    </FormSection>
  );
}
