// Stripe names what it misses by the path of a field. Longest path first: the first that fits says it.
const words: readonly (readonly [RegExp, string])[] = [
  [/tos_acceptance|terms_of_service/, "Acceptance of the terms"],
  [/outbound_destination|external_account|bank_account|payout_method|bank_accounts/, "A bank account for payouts"],
  [/proof_of_liveness|selfie/, "A photo of the person who signs up"],
  [/primary_verification|verification\.document|documents?\b/, "A document that proves an identity"],
  [
    /\bowners?\b|\bdirectors?\b|\bexecutives?\b|representative|\bpersons?\b/,
    "Details of the people behind the business",
  ],
  [/id_numbers?|tax_id|ssn|registration_number/, "A tax or registration number"],
  [/date_of_birth|\bdob\b/, "A date of birth"],
  [/address/, "An address"],
  [/email/, "An e-mail address"],
  [/phone/, "A phone number"],
  [/entity_type|business_type|structure/, "Whether a person or a business sells"],
  [/given_name|surname|first_name|last_name|registered_name|\bname\b/, "A legal name"],
  [/\burl\b|product_description|mcc|doing_business_as|estimated_worker_count|annual_revenue/, "What the business does"],
];

/** What Stripe still wants to know, in words a seller understands; each thing once, in the order it was asked for. */
export function missingWords(descriptions: readonly string[]): readonly string[] {
  return [...new Set(descriptions.map(wordsFor))];
}

function wordsFor(description: string): string {
  const known = words.find(([pattern]) => pattern.test(description));
  if (known !== undefined) return known[1];
  const last = description.split(".").at(-1)?.replaceAll("_", " ").trim() ?? "";
  return last === "" ? "Further details" : `${last.charAt(0).toUpperCase()}${last.slice(1)}`;
}
