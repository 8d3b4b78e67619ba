import { Page, PageHead } from "../ui/page.tsx";
import { Stack } from "../ui/stack.tsx";
import { Queries } from "../ui/queries.tsx";
import { ShellBar } from "../ui/shell-bar.tsx";
import { SkipLink } from "../ui/skip-link.tsx";
import { Actions } from "./actions.tsx";
import { ChartsShown } from "./charts-shown.tsx";
import { ColourRoles } from "./colour-roles.tsx";
import { Forms } from "./forms.tsx";
import { Scales } from "./scales.tsx";
import { ShellShown } from "./shell-shown.tsx";
import { States } from "./states.tsx";
import { TablesShown } from "./tables-shown.tsx";

/** The design system on one page: what every page of the hub is built from. */
export function StylePage() {
  return (
    <Queries>
      <SkipLink />
      <ShellBar home="/" />
      <main id="main" tabIndex={-1}>
        <Page>
          <PageHead
            title="Style"
            lead="What every page of the hub is built from, in each of its states. It follows your system into dark and asks for less motion when you do."
          />
          <Stack className="gap-10">
            <Scales />
            <ColourRoles />
            <Actions />
            <Forms />
            <States />
            <ChartsShown />
            <TablesShown />
            <ShellShown />
          </Stack>
        </Page>
      </main>
    </Queries>
  );
}
