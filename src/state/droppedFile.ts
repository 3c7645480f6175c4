import { type Catalogue, spaceOf } from '../core/catalogue.ts';
import { ElmError } from '../core/errors.ts';
import { looksLikeNotebook } from '../core/notebookJson.ts';
import type { SpaceId } from '../core/types.ts';
import { parseVectorFile } from '../core/vectorFiles.ts';
import { checkedVector } from '../core/vectors.ts';
import { importText } from './importText.ts';
import type { Stores } from './stores.ts';

const SPACES: readonly SpaceId[] = ['semantic', 'behavioral'];

/**
 * Takes a file that was dropped on the page: a notebook is imported, a vector becomes the start.
 * @returns what was done, as a sentence.
 * @throws ElmError `bad-file`, `schema` or `bad-vector`; nothing is changed then.
 */
export function takeFile({ bundles, notebook, recipes }: Stores, name: string, bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  if (looksLikeNotebook(text)) return importText(notebook, text);
  const { catalogue } = bundles.getState();
  if (!catalogue) throw new ElmError('bad-vector', 'The map is still loading.', 'Drop the file again after.');
  const { label, values } = parseVectorFile(name, bytes);
  checkedVector(values, dimensionFor(catalogue, values.length), label);
  recipes.getState().start({ type: 'vector', label, values });
  return `The recipe starts from ${label} now.`;
}

/** The dimension of the space that has vectors of this length; the semantic one's where none has. */
function dimensionFor(catalogue: Catalogue, length: number): number {
  const fits = SPACES.some((space) => spaceOf(catalogue, space)?.dimension === length);
  return fits ? length : catalogue.semantic.dimension;
}
