import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/core/random.ts';
import { Detokenizer } from '../../../src/engine/detokenizer.ts';
import { TextTokenizer } from '../../../src/engine/tokenizer.ts';
import { tinyFolder } from './tinyBundle.ts';

const file = (name: string) => readFileSync(join(tinyFolder, 'elm', name));

describe('streaming text from tokens', () => {
  const tokenizer = new TextTokenizer(file('tokenizer.json'), file('tokenizer_config.json'));

  it.each([
    'Write a summary of the movie.',
    'Très bien! 🎬 Ça va 日本語 — ok',
    '  two  spaces\n\nand a line',
  ])('never shows half a character of %j', (text) => {
    const detokenizer = new Detokenizer(tokenizer);
    const ids = tokenizer.encode(text, false);
    expect(ids.length).toBeGreaterThan([...text].length / 4);
    for (const id of ids) expect(text.startsWith(detokenizer.push(id))).toBe(true);
    expect(detokenizer.text).toBe(text);
  });

  it('gives what the tokenizer gives for any tokens whose last one ends a character, in whatever order', () => {
    const everyday = tokenizer.encode('An old man and the sea, a boat: two of them.', false);
    const halves = tokenizer.encode('日本語 🎬 é', false);
    const random = seededRandom(5);
    let held = 0;
    for (let turn = 0; turn < 300; turn++) {
      const ids = Array.from({ length: 12 }, () => {
        const from = random() < 0.6 ? everyday : halves;
        return from[Math.floor(random() * from.length)] as number;
      });
      const detokenizer = new Detokenizer(tokenizer);
      const text = ids.map((id) => detokenizer.push(id)).at(-1);
      const whole = tokenizer.decode(ids);
      expect(whole.startsWith(text as string)).toBe(true);
      if (whole.endsWith('\uFFFD')) held += 1;
      else expect(text).toBe(whole);
    }
    expect(held).toBeGreaterThan(20);
    expect(held).toBeLessThan(200);
  });

  it('decodes again where a tokenizer joins words, as those of pieces do', () => {
    const json = JSON.parse(file('tokenizer.json').toString());
    const pieces = { ...json, decoder: { type: 'WordPiece', prefix: '##', cleanup: false } };
    const joining = new TextTokenizer(Buffer.from(JSON.stringify(pieces)), file('tokenizer_config.json'));
    const ids = joining.encode('movie about movie', false);
    const detokenizer = new Detokenizer(joining);
    for (const id of ids) detokenizer.push(id);
    expect(detokenizer.text).toBe(joining.decode(ids));
    expect(detokenizer.text).not.toBe(ids.map((id) => joining.decode([id])).join(''));
  });

  it('holds an incomplete last character back', () => {
    const detokenizer = new Detokenizer(tokenizer);
    for (const id of tokenizer.encode('a 日', false).slice(0, -1)) detokenizer.push(id);
    expect(detokenizer.text).toBe('a ');
  });
});
