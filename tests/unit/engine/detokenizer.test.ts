import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
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

  it('holds an incomplete last character back', () => {
    const detokenizer = new Detokenizer(tokenizer);
    for (const id of tokenizer.encode('a 日', false).slice(0, -1)) detokenizer.push(id);
    expect(detokenizer.text).toBe('a ');
  });
});
