import { Checkbox } from "../ui/checkbox.tsx";
import { FieldGroup } from "../ui/field-group.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { RadioGroup } from "../ui/radio-group.tsx";
import { Select } from "../ui/select.tsx";
import { Slider } from "../ui/slider.tsx";
import { Switch } from "../ui/switch.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { ControlSamples, RefusedForm } from "./live-samples.tsx";
import { Chapter, Specimen, Specimens } from "./specimen.tsx";

/** What is written, chosen and set. */
export function Forms() {
  return (
    <Chapter
      id="forms"
      title="Forms"
      note="The browser's own controls in the hub's colours: they are sent, read aloud and moved by keys before any script has come."
    >
      <Specimens>
        <Specimen name="Field, Input, TextArea, Select">
          <Written />
        </Specimen>
        <Specimen name="Checkbox, RadioGroup, Switch, Slider">
          <Checkbox name="sample-terms" label="I agree to the terms" hint="You can take it back." defaultChecked />
          <Checkbox name="sample-off" label="Not possible here" disabled />
          <RadioGroup
            legend="Price"
            name="sample-price"
            defaultValue="free"
            options={[
              { value: "free", label: "Free" },
              { value: "month", label: "By the month" },
              { value: "agent", label: "By agent", disabled: true, hint: "Needs a seller's account." },
            ]}
          />
          <Switch name="sample-mail" label="Mail" hint="At most one a day." defaultChecked />
          <Switch name="sample-hook" label="Webhook" disabled />
          <Field label="Longest p95, 50 to 500 ms">
            {(id) => <Slider id={id} name="sample-p95" min={50} max={500} step={10} defaultValue={150} />}
          </Field>
        </Specimen>
        <Specimen name="RadioGroup, Switch, StarsField, WeightField, InstantField (live)">
          <ControlSamples />
        </Specimen>
        <Specimen name="FieldGroup">
          <FieldGroup legend="For these fleets">
            <Checkbox name="sample-eu" label="Shop Europe" hint="3 hosts" defaultChecked />
            <Checkbox name="sample-us" label="Shop America" hint="5 hosts" />
          </FieldGroup>
          <FieldGroup framed legend="Arm 1" className="gap-3">
            <Field beside label="Error share not higher by, %">
              {(id) => <Input id={id} inputMode="decimal" defaultValue="10" />}
            </Field>
          </FieldGroup>
        </Specimen>
        <Specimen name="TellForm, FailedCall">
          <RefusedForm />
        </Specimen>
      </Specimens>
    </Chapter>
  );
}

function Written() {
  return (
    <div className="grid gap-4">
      <Field label="Name" hint="As buyers will read it.">
        {(id, describedBy) => <Input id={id} aria-describedby={describedBy} defaultValue="flash-sale" />}
      </Field>
      <Field label="Domain" error="No TXT record was found there. Check it and try again.">
        {(id, describedBy) => <Input id={id} aria-describedby={describedBy} aria-invalid defaultValue="acme.example" />}
      </Field>
      <Field label="Not yours to change">{(id) => <Input id={id} disabled defaultValue="acme" />}</Field>
      <Field label="Licence">
        {(id) => (
          <Select id={id} defaultValue="apache">
            <option value="apache">Apache-2.0</option>
            <option value="mit">MIT</option>
          </Select>
        )}
      </Field>
      <Field label="What changed">{(id) => <TextArea id={id} rows={3} placeholder="One change a line" />}</Field>
    </div>
  );
}
