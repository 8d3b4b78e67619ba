import { cardOf, TEST_CARDS } from "../state/cards.ts";
import { html, type Html } from "./html.ts";
import type { Fields } from "./fields.ts";

const SHOWN = ["4242424242424242", "4000000000000002", "4000000000009995", "4000000000000259", "4000000000000341"];

/** Test cards to choose from, and a field for any of the others. Works without a script: a typed number wins over a choice. */
export function cardFields(complaint: string | null): Html {
  return html`<fieldset>
    <legend>Card</legend>
    <ul class="choices">
      ${TEST_CARDS.filter(({ number }) => SHOWN.includes(number)).map(
        ({ number, label }, at) =>
          html`<li>
            <label class="choice"
              ><input type="radio" name="test_card" value="${number}" ${at === 0 ? html`checked` : null} /><span
                class="mono"
                >${grouped(number)}</span
              ><span>${label}</span></label
            >
          </li>`,
      )}
    </ul>
    <details ${complaint === null ? null : html`open`}>
      <summary>Type a card number</summary>
      <div class="grid">
        <label class="full"
          >Card number<input
            name="card_number"
            inputmode="numeric"
            autocomplete="cc-number"
            placeholder="4242 4242 4242 4242"
            maxlength="23"
            ${complaint === null ? null : html`aria-invalid="true" aria-describedby="card-error"`}
        /></label>
        <label
          >Expires<input
            name="card_expiry"
            inputmode="numeric"
            autocomplete="cc-exp"
            placeholder="MM / YY"
            maxlength="9"
        /></label>
        <label
          >Security code<input
            name="card_cvc"
            inputmode="numeric"
            autocomplete="cc-csc"
            placeholder="123"
            maxlength="4"
        /></label>
        <label class="full">Name on the card<input name="name" autocomplete="cc-name" /></label>
      </div>
    </details>
    ${complaint === null ? null : html`<p class="error" id="card-error" role="alert">${complaint}</p>`}
  </fieldset>`;
}

function grouped(number: string): string {
  return number.replaceAll(/(\d{4})(?=\d)/gu, "$1 ");
}

export type GivenCard = { readonly number: string; readonly expMonth?: number; readonly expYear?: number };

/** The card a form names, or why it is none. `now` in ms. */
export function readCard(fields: Fields, now: number): GivenCard | string {
  const typed = fields.get("card_number").replaceAll(/[\s-]/gu, "");
  const number = typed === "" ? fields.get("test_card") : typed;
  if (!/^\d{13,19}$/u.test(number) || !passesLuhn(number)) return "Your card number is not valid.";
  if (cardOf(number) === null) return "This is test mode: only the numbers of test cards work here.";
  const expiry = fields.get("card_expiry");
  if (typed === "" || expiry === "") return { number };
  const parts = /^\s*(?<month>\d{1,2})\s*\/?\s*(?:20)?(?<year>\d{2})\s*$/u.exec(expiry)?.groups;
  const month = Number(parts?.["month"] ?? 0);
  const year = 2000 + Number(parts?.["year"] ?? 0);
  if (month < 1 || month > 12) return "The expiry date is not valid: write it as 12 / 30.";
  if (Date.UTC(year, month, 1) <= now) return "Your card has expired.";
  return { number, expMonth: month, expYear: year };
}

/** The check digit all card numbers end with. */
function passesLuhn(number: string): boolean {
  const sum = Array.from(number)
    .toReversed()
    .reduce((total, character, at) => {
      const digit = Number(character) * (at % 2 === 1 ? 2 : 1);
      return total + (digit > 9 ? digit - 9 : digit);
    }, 0);
  return sum % 10 === 0;
}
