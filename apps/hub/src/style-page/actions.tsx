import type { ButtonSize, ButtonTone } from "../ui/button-look.ts";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Icon, iconNames } from "../ui/icon.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { Popover } from "../ui/popover.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { Tooltip } from "../ui/tooltip.tsx";
import { AskSample, MenuSample, DialogSample, SegmentedSample } from "./live-samples.tsx";
import { Chapter, Specimen, Specimens } from "./specimen.tsx";

const tones: readonly ButtonTone[] = ["primary", "plain", "quiet", "danger", "stop"];
const sizes: readonly ButtonSize[] = ["small", "medium", "large"];

/** What does something and what leads somewhere. */
export function Actions() {
  return (
    <Chapter id="actions" title="Actions" note="A button says what happens. One primary on a page: its next step.">
      <Specimens>
        <Buttons />
        <Links />
        <Openers />
        <Views />
      </Specimens>
    </Chapter>
  );
}

function Buttons() {
  return (
    <Specimen name="Button">
      {sizes.map((size) => (
        <div key={size} className="flex flex-wrap gap-2">
          {tones.map((tone) => (
            <Button key={tone} tone={tone} size={size}>
              {tone}
            </Button>
          ))}
        </div>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button tone="primary" disabled>
          Approve for 3 fleets
        </Button>
        <Button disabled>A moment…</Button>
      </div>
      <Button tone="primary" size="large" wide>
        Send me a sign-in link
      </Button>
    </Specimen>
  );
}

function Links() {
  return (
    <Specimen name="LinkButton, IconButton, Icon">
      <div className="flex flex-wrap items-center gap-2">
        <LinkButton tone="primary" href="#actions">
          Create a fleet
        </LinkButton>
        <LinkButton href="#actions">Older entries</LinkButton>
        <IconButton icon="copy" label="Copy" />
        <IconButton icon="close" label="Close" tone="plain" size="small" />
        <IconButton icon="flag" label="Report" tone="danger" disabled />
      </div>
      <ul role="list" className="flex flex-wrap gap-4 text-12 text-muted">
        {iconNames.map((name) => (
          <li key={name} className="grid justify-items-center gap-1">
            <Icon name={name} />
            {name}
          </li>
        ))}
      </ul>
    </Specimen>
  );
}

function Openers() {
  return (
    <>
      <Specimen name="Menu, Popover, Tooltip">
        <div className="flex flex-wrap items-center gap-2">
          <MenuSample />
          <Popover label="What is a lower bound?">
            <p>The rating it would still have if the next few reviews were poor. Few votes, low bound.</p>
          </Popover>
          <Tooltip text="Served within 150 ms, over the last 10 s">
            <Button tone="quiet">p95 84 ms</Button>
          </Tooltip>
        </div>
      </Specimen>
      <Specimen name="Dialog, AskFirst">
        <div className="flex flex-wrap items-center gap-2">
          <DialogSample />
          <AskSample />
        </div>
      </Specimen>
    </>
  );
}

function Views() {
  return (
    <>
      <Specimen name="Tabs">
        <Tabs
          label="Parts of the sample"
          tabs={[
            { href: "#actions", label: "Overview", current: true },
            { href: "#charts", label: "Evidence", current: false },
            { href: "#tables", label: "Versions", current: false, count: 4 },
          ]}
        />
      </Specimen>
      <Specimen name="Segmented">
        <div className="flex flex-wrap items-center gap-4">
          <SegmentedSample />
          <Segmented
            label="Sort"
            value="best"
            segments={[
              { value: "best", label: "Best", href: "#actions" },
              { value: "newest", label: "Newest", href: "#charts" },
            ]}
          />
        </div>
      </Specimen>
    </>
  );
}
