/**
 * Rewrites a decoder graph that takes `inputs_embeds` into one that takes `input_ids`, by putting a Gather
 * over the embedding table in front: the form that transformers.js's `generate` expects. ONNX is protobuf,
 * and of a protobuf message fields can be dropped and put in front without understanding the rest.
 */

/** Field numbers of onnx.proto. */
const MODEL_GRAPH = 7;
const GRAPH_NODE = 1;
const GRAPH_INITIALIZER = 5;
const GRAPH_INPUT = 11;
const GRAPH_OUTPUT = 12;
const VALUE_NAME = 1;
const FLOAT = 1;
const INT64 = 7;
const EXTERNAL = 1;

const text = new TextEncoder();

interface Field {
  readonly number: number;
  /** Tag and value. */
  readonly whole: Uint8Array;
  /** Bytes of a length-delimited field, else empty. */
  readonly content: Uint8Array;
}

/** @param offset where the float32 table [vocabulary, hidden] lies in the external file. */
export function withTokenIds(
  model: Uint8Array,
  table: { location: string; offset: number; vocabulary: number; hidden: number },
): Uint8Array {
  const fields = [...fieldsOf(model)];
  const graph = fields.find(({ number }) => number === MODEL_GRAPH);
  if (!graph) throw new Error('not an ONNX model');
  // The rows that only our engine asks for would cost the other one copies.
  const kept = [...fieldsOf(graph.content)].filter(
    ({ number, content }) =>
      !(number === GRAPH_INPUT && nameOf(content) === 'inputs_embeds') &&
      !(number === GRAPH_OUTPUT && nameOf(content).startsWith('blocks.')),
  );
  const rewritten = join([
    message(GRAPH_NODE, gatherNode()),
    ...kept.map(({ whole }) => whole),
    message(GRAPH_INITIALIZER, externalTable(table)),
    message(GRAPH_INPUT, idsInput()),
  ]);
  return join(
    fields.map(({ number, whole }) => (number === MODEL_GRAPH ? message(MODEL_GRAPH, rewritten) : whole)),
  );
}

function gatherNode(): Uint8Array {
  return join([
    string(1, 'token_table'),
    string(1, 'input_ids'),
    string(2, 'inputs_embeds'),
    string(4, 'Gather'),
  ]);
}

function externalTable({
  location,
  offset,
  vocabulary,
  hidden,
}: Parameters<typeof withTokenIds>[1]): Uint8Array {
  const entry = (key: string, value: string) => message(13, join([string(1, key), string(2, value)]));
  return join([
    varint(1, vocabulary),
    varint(1, hidden),
    varint(2, FLOAT),
    string(8, 'token_table'),
    entry('location', location),
    entry('offset', String(offset)),
    entry('length', String(4 * vocabulary * hidden)),
    varint(14, EXTERNAL),
  ]);
}

function idsInput(): Uint8Array {
  const shape = join(['batch_size', 'sequence_length'].map((name) => message(1, string(2, name))));
  const tensor = join([varint(1, INT64), message(2, shape)]);
  return join([string(VALUE_NAME, 'input_ids'), message(2, message(1, tensor))]);
}

function nameOf(value: Uint8Array): string {
  const field = [...fieldsOf(value)].find(({ number }) => number === VALUE_NAME);
  return new TextDecoder().decode(field?.content);
}

function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  const read = (): number => {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = bytes[at++] as number;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
      factor *= 128;
    }
  };
  while (at < bytes.length) {
    const start = at;
    const tag = read();
    const wire = tag & 7;
    let content = new Uint8Array(0);
    if (wire === 0) read();
    else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else {
      const length = read();
      content = bytes.slice(at, at + length);
      at += length;
    }
    yield { number: Math.floor(tag / 8), whole: bytes.slice(start, at), content };
  }
}

function number(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

function varint(field: number, value: number): Uint8Array {
  return Uint8Array.from([...number(field * 8), ...number(value)]);
}

function message(field: number, content: Uint8Array): Uint8Array {
  return join([Uint8Array.from([...number(field * 8 + 2), ...number(content.length)]), content]);
}

function string(field: number, value: string): Uint8Array {
  return message(field, text.encode(value));
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
