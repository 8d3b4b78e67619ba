/** Intents that Personas commonly listen to, each with what it asks for. Any other snake_case word may be declared too. */
export const knownIntents: readonly (readonly [name: string, meaning: string])[] = [
  ["prepare_for_surge", "be ready for more visitors than usual"],
  ["minimise_cost", "spend less, as long as nobody notices"],
  ["protect_checkout", "let everything else wait before checkout does"],
  ["optimise_for_mobile", "suit mobile visitors"],
  ["maintenance", "somebody works on the hosts: change little"],
];

/** What an intent asks for; the empty text for one that no list knows. */
export function intentMeaning(name: string): string {
  return knownIntents.find(([known]) => known === name)?.[1] ?? "";
}
