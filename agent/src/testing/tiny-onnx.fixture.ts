// A few lines of protobuf wire format: enough to write the ONNX graphs these tests need (onnx.proto3, IR 8).

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  return [...bytes, rest];
}

const integer = (field: number, value: number): Uint8Array => new Uint8Array([...varint(field << 3), ...varint(value)]);

function block(field: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(parts);
  return Buffer.concat([new Uint8Array([...varint((field << 3) | 2), ...varint(body.length)]), body]);
}

const named = (field: number, value: string): Uint8Array => block(field, text(value));

/** A float32 initializer: TensorProto { dims, data_type = FLOAT, name, raw_data }. */
function initializer(name: string, dims: readonly number[], values: readonly number[]): Uint8Array {
  const raw = new Uint8Array(new Float32Array(values).buffer);
  return block(5, ...dims.map((dim) => integer(1, dim)), integer(2, 1), named(8, name), block(9, raw));
}

function port(field: 11 | 12, name: string, width: number): Uint8Array {
  const shape = block(2, block(1, named(2, "N")), block(1, integer(1, width)));
  return block(field, named(1, name), block(2, block(1, integer(1, 1), shape)));
}

function node(op: string, inputs: readonly string[], output: string): Uint8Array {
  return block(1, ...inputs.map((name) => named(1, name)), named(2, output), named(4, op));
}

export type TinyOutput = Readonly<{
  name: string;
  /** What the last layer is: a choice (Softmax), numbers on the unit interval (Sigmoid), or nothing. */
  activation: "Softmax" | "Sigmoid" | "Identity";
  bias: readonly number[];
  /** Weight of the first signal on each output; every other weight is zero. */
  slope?: readonly number[];
}>;

/** A policy with one linear layer: `activation(signals · slope + bias)` for each output. */
export function tinyPolicy(signals: number, config: number, outputs: readonly TinyOutput[]): Uint8Array {
  const parts = outputs.flatMap(({ name, activation, bias, slope = [] }) => {
    const weights = Array.from({ length: signals * bias.length }, (_, index) => slope[index] ?? 0);
    return [
      node("Gemm", ["signals", `${name}.w`, `${name}.b`], `${name}.linear`),
      node(activation, [`${name}.linear`], name),
      initializer(`${name}.w`, [signals, bias.length], weights),
      initializer(`${name}.b`, [bias.length], bias),
      port(12, name, bias.length),
    ];
  });
  const inputs = [port(11, "signals", signals), port(11, "present", signals), port(11, "config", config)];
  const graph = block(7, ...parts, named(2, "tiny"), ...inputs);
  return new Uint8Array(Buffer.concat([integer(1, 8), graph, block(8, integer(2, 17))]));
}
