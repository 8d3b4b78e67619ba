"use client";

import { useState } from "react";
import { AskFirst } from "../ui/ask-first.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogClose } from "../ui/dialog.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { Field } from "../ui/field.tsx";
import { InstantField } from "../ui/instant-field.tsx";
import { Input } from "../ui/input.tsx";
import { Menu, MenuItem, MenuLine, MenuLink, MenuNote } from "../ui/menu.tsx";
import { RadioGroup } from "../ui/radio-group.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { StarsField } from "../ui/stars-field.tsx";
import { Switch } from "../ui/switch.tsx";
import { TellForm } from "../ui/tell-form.tsx";
import { WeightField } from "../ui/weight-field.tsx";

/** A menu that tells what was chosen in it. */
export function MenuSample() {
  const [chosen, setChosen] = useState("nothing yet");
  return (
    <>
      <Menu label="Pause" align="start">
        <MenuNote>The whole fleet</MenuNote>
        <MenuItem onSelect={() => setChosen("15 minutes")}>For 15 minutes</MenuItem>
        <MenuItem onSelect={() => setChosen("an hour")}>For an hour</MenuItem>
        <MenuLine />
        <MenuLink href="#actions">What a pause does</MenuLink>
        <MenuItem danger onSelect={() => setChosen("until further notice")}>
          Until I say so
        </MenuItem>
        <MenuItem disabled onSelect={() => setChosen("never")}>
          Only this attribute
        </MenuItem>
      </Menu>
      <span role="status" className="text-12 text-muted">
        Chosen: {chosen}
      </span>
    </>
  );
}

/** A dialog with a form in it. */
export function DialogSample() {
  return (
    <Dialog
      title="Report this Persona"
      lead="A moderator reads every report. The seller is not told who wrote it."
      button={{ label: "Report" }}
    >
      <form className="grid gap-4" method="dialog" onSubmit={(event) => event.preventDefault()}>
        <Field label="What is wrong">
          {(id) => <Input id={id} autoComplete="off" placeholder="It claims what its evidence does not show" />}
        </Field>
        <div className="flex justify-end gap-2">
          <DialogClose>Leave it</DialogClose>
          <Button tone="primary" type="submit">
            Send the report
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Asks, and is refused. */
export function AskSample() {
  return (
    <AskFirst
      label="Stop"
      tone="danger"
      question="Stop the experiment?"
      consequence="What was in charge before is in charge again, on every host, within seconds."
      yes="Stop it"
      no="Let it run"
      tell={() => Promise.reject(new Error("There is nothing behind this button."))}
    />
  );
}

/** Two views of one thing. */
export function SegmentedSample() {
  const [view, setView] = useState<"live" | "history">("live");
  return (
    <Segmented
      label="View"
      value={view}
      onChange={setView}
      segments={[
        { value: "live", label: "Live" },
        { value: "history", label: "History" },
      ]}
    />
  );
}

/** Controls that change as they are used. */
export function ControlSamples() {
  const [stars, setStars] = useState(4);
  const [mode, setMode] = useState<"shadow" | "active">("shadow");
  const [weight, setWeight] = useState(0.6);
  const [instant, setInstant] = useState("2026-11-27T18:00");
  const [on, setOn] = useState(true);
  return (
    <div className="grid gap-4">
      <RadioGroup
        legend="Mode"
        name="sample-mode"
        value={mode}
        onChange={setMode}
        options={[
          { value: "shadow", label: "Shadow", hint: "It says what it would do and changes nothing." },
          { value: "active", label: "Active" },
        ]}
      />
      <Switch label="Approve new versions by themselves" checked={on} onChange={() => setOn(!on)} />
      <StarsField legend="Your rating" name="sample-stars" value={stars} onChange={setStars} />
      <WeightField weight={weight} set={setWeight} />
      <InstantField label="Begins" value={instant} set={setInstant} hint="In your own time zone." />
    </div>
  );
}

const refused = { isPending: false, isError: true, error: new Error("refused"), mutate: () => undefined };

/** A form whose call failed. */
export function RefusedForm() {
  const [name, setName] = useState("checkout");
  return (
    <>
      <TellForm label="Sample" says={["Save", "Saving…"]} call={{ ...refused, isError: false }}>
        <Field label="Name">
          {(id) => <Input id={id} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
      </TellForm>
      <FailedCall of={refused} />
    </>
  );
}
