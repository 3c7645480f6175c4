import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { promptSequence } from '../../../src/engine/sequence.ts';
import { TextTokenizer } from '../../../src/engine/tokenizer.ts';
import { tinyFolder } from './tinyBundle.ts';

const file = (name: string) => readFileSync(join(tinyFolder, 'elm', name));
const tokenizer = new TextTokenizer(file('tokenizer.json'), file('tokenizer_config.json'));
const tokens = { pad: 0, bos: 1, eos: 2, out: 3, slot: 4 };

describe('a prompt as token ids', () => {
  it('is bos, the parts with slots between them, out', () => {
    const { ids, slots, fixed } = promptSequence('Mix {0} and {1}.', 2, tokenizer, tokens);
    const parts = ['Mix ', ' and ', '.'].map((part) => tokenizer.encode(part, false)) as [
      number[],
      number[],
      number[],
    ];
    expect(ids).toEqual([1, ...parts[0], 4, ...parts[1], 4, ...parts[2], 3]);
    expect(fixed).toBe(1 + parts[0].length);
    expect([...slots.values()]).toEqual([0, 1]);
  });

  it('fills slots by their number, whatever their order, and one vector twice', () => {
    expect([...promptSequence('{1} then {0} then {1}', 2, tokenizer, tokens).slots.values()]).toEqual([
      1, 0, 1,
    ]);
  });

  it('takes no special token from the text', () => {
    const { ids } = promptSequence('{0}', 1, tokenizer, tokens);
    expect(ids).toEqual([1, 4, 3]);
  });

  it.each([
    ['Describe {0}.', 2],
    ['Describe {0}.', 0],
    ['Describe it.', 1],
    ['Describe {1}.', 1],
  ])('%j with %i vectors is refused', (prompt, count) => {
    expect(() => promptSequence(prompt, count, tokenizer, tokens)).toThrow(
      expect.objectContaining({ code: 'bad-vector' }),
    );
  });
});
