import { type Catalogue, entityName, rowOf, spaceOf, tableOf } from '../core/catalogue.ts';
import type { VectorResolver } from '../core/compose.ts';
import { ElmError } from '../core/errors.ts';
import type { Cav, SpaceId } from '../core/types.ts';
import { hasRow, rowVector } from '../core/vectorTable.ts';
import type { TextEmbedder } from './textEmbedder.ts';

/**
 * Resolves what recipes name against a bundle, the concepts at hand and the texts embedded so far.
 * @throws ElmError `bad-vector` when the bundle has no such space.
 */
export function bundleResolver(
  catalogue: Catalogue,
  spaceId: SpaceId,
  cavs: readonly Cav[],
  embedder: TextEmbedder,
): VectorResolver {
  const space = spaceOf(catalogue, spaceId);
  if (!space) {
    throw new ElmError(
      'bad-vector',
      `This bundle has no ${spaceId} space.`,
      'Start from a movie, or open a bundle that has it.',
    );
  }
  return {
    dimension: space.dimension,
    metric: space.metric,
    entity: (entity) => {
      const table = tableOf(space, entity.kind);
      const row = rowOf(catalogue, entity);
      return table && row >= 0 && hasRow(table, row) ? rowVector(table, row) : null;
    },
    text: (text) => (spaceId === 'semantic' ? embedder.known(text) : null),
    cav: (id) => cavs.find((cav) => cav.id === id) ?? null,
    name: (entity) => entityName(catalogue, entity),
  };
}
