import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { intentMeaning, knownIntents } from "./known-intents.ts";

type Props = { readonly name: string; readonly set: (name: string) => void };

/** Which intent: one of the known ones, or a word of one's own. */
export function IntentName({ name, set }: Props) {
  return (
    <Field label="Intent" hint={intentMeaning(name) || "a word of your own: a Persona must listen to it"}>
      {(id) => (
        <>
          <Input
            id={id}
            className="font-mono text-[0.93em]"
            list={`${id}-known`}
            value={name}
            required
            pattern="[a-z][a-z0-9]*(_[a-z0-9]+)*"
            title="lower-case words joined by underscores"
            onChange={(event) => set(event.target.value)}
          />
          <datalist id={`${id}-known`}>
            {knownIntents.map(([known, meaning]) => (
              <option key={known} value={known}>
                {meaning}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
