import { onboardAs } from "../control/onboard.ts";
import type { AccountLinkRow, AccountRow } from "../state/rows-accounts.ts";
import type { World } from "../state/world.ts";
import { COUNTRIES } from "./countries.ts";
import type { Fields } from "./fields.ts";
import { html, type Html } from "./html.ts";
import type { Page } from "./layout.ts";
import type { Reply } from "./reply.ts";

const TEST_ACCOUNTS = ["DE89370400440532013000", "000123456789"] as const;

type Complaints = { readonly name?: string; readonly bank?: string };

/** Where a seller says who it is and where its money goes; it may stop half way and come back. */
export function onboardingPage(link: AccountLinkRow, row: AccountRow, complaints: Complaints = {}): Page {
  const needs = (what: AccountRow["needs"][number]): boolean => row.needs.includes(what);
  return {
    title: "Get paid",
    status: Object.keys(complaints).length === 0 ? 200 : 422,
    leadsTo: [link.returnUrl, link.refreshUrl],
    body: html`<h1>Get paid by Fleet Persona</h1>
      <p class="muted">
        Tell the payment processor who you are and where your money should go. What you leave out can be said later;
        until then nothing is paid out.
      </p>
      <ol class="steps" aria-label="Progress">
        ${(["identity", "bank_account", "terms"] as const).map((need) => html`<li>${needs(need) ? "○" : "✓"} ${WORDS[need]}</li>`)}
      </ol>
      <form class="stack" method="post" action="/onboarding/${link.id}">
        ${identityFields(row, complaints)} ${bankFields(row, complaints)}
        <fieldset>
          <legend>Terms</legend>
          <label class="check"
            ><input type="checkbox" name="terms" value="yes" ${needs("terms") ? null : html`checked`} /> I accept the
            terms of the payment processor (there are none in test mode)</label
          >
        </fieldset>
        <div class="actions">
          <button class="primary" name="do" value="finish">Save and go back</button
          ><button name="do" value="later">Save what is here, finish later</button>
        </div>
      </form>`,
  };
}

const WORDS = { identity: "Who you are", bank_account: "Bank account", terms: "Terms" } as const;

function identityFields(row: AccountRow, complaints: Complaints): Html {
  return html`<fieldset>
    <legend>Who you are</legend>
    <label
      >Legal name<input
        name="name"
        autocomplete="organization"
        value="${row.legalName ?? row.displayName ?? ""}"
        ${complaints.name === undefined ? null : html`aria-invalid="true"`}
      />${complaints.name === undefined ? null : html`<span class="error">${complaints.name}</span>`}</label
    >
    <label
      >Country<select name="country" autocomplete="country">
        ${COUNTRIES.map(({ code, name }) => html`<option value="${code}" ${code === (row.country ?? "DE") ? html`selected` : null}>${name}</option>`)}
      </select></label
    >
  </fieldset>`;
}

function bankFields(row: AccountRow, complaints: Complaints): Html {
  return html`<fieldset>
    <legend>Bank account</legend>
    ${row.bank === null ? null : html`<p class="good">✓ Account ending in ${row.bank.last4} is on file. Type another one to change it.</p>`}
    <label
      >IBAN or account number<input
        name="bank"
        autocomplete="off"
        placeholder="${TEST_ACCOUNTS[0]}"
        ${complaints.bank === undefined ? null : html`aria-invalid="true"`}
      />${complaints.bank === undefined ? null : html`<span class="error">${complaints.bank}</span>`}</label
    >
    <p class="fine">
      Any test account works: <span class="mono">${TEST_ACCOUNTS[0]}</span> in the euro area,
      <span class="mono">${TEST_ACCOUNTS[1]}</span> elsewhere.
    </p>
  </fieldset>`;
}

/** Takes down what was typed and leads back to where the seller came from. */
export function postOnboarding(world: World, link: AccountLinkRow, row: AccountRow, fields: Fields): Reply {
  const finishing = fields.get("do") === "finish";
  const name = fields.get("name");
  const bank = fields.get("bank").replaceAll(/\s/gu, "").toUpperCase();
  const complaints: Complaints = {
    ...(finishing && name === "" ? { name: "Your legal name is needed before you can be paid." } : {}),
    ...(bank !== "" && !/^(?:[A-Z]{2}\d{2}[A-Z0-9]{10,30}|\d{6,17})$/u.test(bank)
      ? { bank: "This is neither an IBAN nor an account number." }
      : {}),
    ...(finishing && bank === "" && row.bank === null
      ? { bank: "Say where your money should go, or finish later." }
      : {}),
  };
  if (Object.keys(complaints).length > 0) return { page: onboardingPage(link, row, complaints) };
  onboardAs(world, row, {
    name: name === "" ? null : name,
    bankAccount: bank === "" ? null : bank,
    terms: fields.get("terms") === "yes",
    ...(COUNTRIES.some(({ code }) => code === fields.get("country")) ? { country: fields.get("country") } : {}),
  });
  world.tables.accountLinks.remove(link.id);
  return { redirect: link.returnUrl ?? link.refreshUrl };
}

/** A link that was used, or that is older than five minutes, as the processor's own are. */
export function staleLink(link: AccountLinkRow | undefined): Page {
  return {
    title: "Link used up",
    status: 410,
    leadsTo: [link?.refreshUrl ?? null],
    body: html`<h1>This link is used up</h1>
      <p>It works once, for five minutes. Ask for a new one where you came from.</p>
      ${link === undefined ? null : html`<p class="actions"><a class="button primary" href="${link.refreshUrl}" rel="noreferrer">Get a new link</a></p>`}`,
  };
}
