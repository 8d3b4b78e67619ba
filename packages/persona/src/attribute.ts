import { z } from "zod";

// Longest name, unit or choice a manifest may carry; a page has to show all of them.
const LABEL_LIMIT = 64;

/** A word of the snake_case vocabulary attributes and signals are named from. */
const snakeCase = "[a-z][a-z0-9]*(?:_[a-z0-9]+)*";

// The only snake_case word every plain object already answers to.
const notInherited = (name: string) => !name.split(/[./]/).includes("constructor");

/** `cpu_allocation` for a standard attribute, `acme/warm_pool` for an author's own. */
export const attributeNameSchema = z
  .string()
  .max(LABEL_LIMIT)
  .regex(new RegExp(`^(?:${snakeCase}/)?${snakeCase}$`), "must be snake_case or namespace/snake_case")
  .refine(notInherited, "is reserved");

/** `request_rate`, `request_rate.forecast_1m`, `time_of_day.sin`. */
export const signalNameSchema = z
  .string()
  .max(LABEL_LIMIT)
  .regex(new RegExp(`^(?:${snakeCase}/)?${snakeCase}(?:\\.${snakeCase})*$`), "must be snake_case parts joined by dots")
  .refine(notInherited, "is reserved");

export const attributeValueSchema = z.union([z.number(), z.string().max(LABEL_LIMIT), z.boolean()]);

const labelSchema = z.string().min(1).max(LABEL_LIMIT);

const everyAttribute = {
  name: attributeNameSchema,
  scope: z.enum(["host", "fleet"]),
  cost: z.enum(["hot", "drain", "restart"]),
  weight: z.number().min(0).max(1000),
};

const numericSchema = z.strictObject({
  ...everyAttribute,
  kind: z.enum(["continuous", "integer"]),
  min: z.number(),
  max: z.number(),
  unit: z.string().max(LABEL_LIMIT),
  scale: z.enum(["linear", "log"]),
  default: z.number(),
  safe: z.number(),
});

const categoricalSchema = z.strictObject({
  ...everyAttribute,
  kind: z.literal("categorical"),
  choices: z.array(labelSchema).min(2).max(64),
  ordered: z.boolean(),
  default: labelSchema,
  safe: labelSchema,
});

const booleanSchema = z.strictObject({
  ...everyAttribute,
  kind: z.literal("boolean"),
  default: z.boolean(),
  safe: z.boolean(),
});

/** One dimension of the search space, with its default and its safe value. Unknown fields are refused. */
export const attributeSchema = z
  .discriminatedUnion("kind", [numericSchema, categoricalSchema, booleanSchema])
  .superRefine((attribute, context) => {
    for (const message of attributeFaults(attribute)) context.addIssue({ code: "custom", message });
  });

export type NumericAttribute = z.infer<typeof numericSchema>;
export type CategoricalAttribute = z.infer<typeof categoricalSchema>;
export type BooleanAttribute = z.infer<typeof booleanSchema>;
export type Attribute = NumericAttribute | CategoricalAttribute | BooleanAttribute;
export type AttributeValue = number | string | boolean;
export type Configuration = Readonly<Record<string, AttributeValue>>;

function attributeFaults(attribute: Attribute): string[] {
  const faults: string[] = [];
  switch (attribute.kind) {
    case "continuous":
    case "integer":
      if (attribute.min >= attribute.max) faults.push("min must be below max");
      if (attribute.scale === "log" && attribute.min <= 0) faults.push("a log scale needs min above 0");
      if (attribute.kind === "integer" && !(Number.isSafeInteger(attribute.min) && Number.isSafeInteger(attribute.max)))
        faults.push("an integer attribute needs whole bounds");
      break;
    case "categorical":
      if (new Set(attribute.choices).size !== attribute.choices.length) faults.push("choices must differ");
      break;
    case "boolean":
      break;
    default:
      attribute satisfies never;
  }
  for (const field of ["default", "safe"] as const) {
    if (!isValueOf(attribute, attribute[field])) faults.push(`${field} is outside the attribute's own range`);
  }
  return faults;
}

/** Whether `value` has the attribute's type and lies inside its range or among its choices. */
export function isValueOf(attribute: Attribute, value: unknown): value is AttributeValue {
  switch (attribute.kind) {
    case "continuous":
    case "integer":
      return (
        typeof value === "number" &&
        value >= attribute.min &&
        value <= attribute.max &&
        (attribute.kind === "continuous" || Number.isSafeInteger(value))
      );
    case "categorical":
      return typeof value === "string" && attribute.choices.includes(value);
    case "boolean":
      return typeof value === "boolean";
    default:
      return attribute satisfies never;
  }
}
