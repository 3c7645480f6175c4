import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  median,
  monotoneShare,
  rankingScores,
  shuffledConsistency,
} from '../../../src/cli/evaluation/measures.ts';
import { CopyIndex, distinctShare, proseOf, words } from '../../../src/cli/evaluation/prose.ts';
import { readRanking } from '../../../src/cli/evaluation/rankingFile.ts';
import { retrievalRank, semanticConsistency } from '../../../src/core/scores.ts';
import { rowVector, type VectorTable } from '../../../src/core/vectorTable.ts';
import golden from '../../golden/scores.json' with { type: 'json' };

describe('the measures give what Python gives', () => {
  const projected = golden.projected.map((row) => Float32Array.from(row));
  const table: VectorTable = {
    rows: golden.catalogue.length,
    dimension: golden.catalogue[0]?.length as number,
    data: Float32Array.from(golden.catalogue.flat()),
    scales: null,
  };
  const aims = golden.rows.map((row) => rowVector(table, row));

  it('on each text: words, distinct 4-grams, copied 8-grams', () => {
    const copies = new CopyIndex(golden.training);
    for (const one of golden.texts) {
      expect(words(one.text)).toHaveLength(one.words);
      expect(distinctShare(one.text)).toBeCloseTo(one.distinct4, 12);
      expect(copies.copiedShare(one.text)).toBeCloseTo(one.copied8, 12);
    }
    expect(golden.texts.some(({ copied8 }) => copied8 > 0 && copied8 < 1)).toBe(true);
  });

  it('on all texts', () => {
    const texts = golden.texts.map(({ text }) => text);
    const prose = proseOf(texts, new CopyIndex(golden.training));
    for (const name of ['copied8', 'distinct4', 'meanWords', 'finished'] as const) {
      expect(prose[name]).toBeCloseTo(golden.prose[name], 12);
    }
    expect(proseOf(texts, null).copied8).toBeNull();
  });

  it('SC, its floor and the ranks', () => {
    for (const [i, text] of projected.entries()) {
      const aim = aims[i] as Float32Array;
      expect(semanticConsistency(text, aim)).toBeCloseTo(golden.sc[i] as number, 6);
      expect(retrievalRank(table, text, aim, golden.rows[i] as number).rank).toBe(golden.ranks[i]);
    }
    expect(shuffledConsistency(projected, aims)).toBeCloseTo(golden.scFloor, 6);
    expect(Math.max(...golden.ranks)).toBeGreaterThan(1);
  });

  it('BC by both ranking scores, undefined ones among them', () => {
    for (const [i, targets] of golden.targets.entries()) {
      const scores = rankingScores(projected[i] as Float32Array, (row) => rowVector(table, row), targets);
      for (const name of ['spearman', 'ndcg'] as const) {
        const expected = golden[name][i];
        if (expected === null) expect(scores[name]).toBeNull();
        else expect(scores[name]).toBeCloseTo(expected as number, 6);
      }
    }
    expect(golden.spearman).toContain(null);
    expect(golden.ndcg).toContain(null);
  });

  it('BC by the tastes and targets of a file that the training leaves', () => {
    const file = fileURLToPath(new URL('../../golden/ranking.safetensors', import.meta.url));
    const ranking = readRanking(file, table.rows, table.dimension);
    for (const [i, text] of projected.entries()) {
      const targets = ranking.targets('summary', i);
      expect(targets).toEqual(golden.targets[i]);
      const { spearman } = rankingScores(text, ranking.taste, targets as NonNullable<typeof targets>);
      const expected = golden.spearmanByTaste[i] as number | null;
      if (expected === null) expect(spearman).toBeNull();
      else expect(spearman).toBeCloseTo(expected, 6);
    }
    expect(ranking.targets('summary', projected.length)).toBeNull();
    expect(ranking.targets('pitch', 0)).toBeNull();
  });

  it('medians and the share of CAVs that rise', () => {
    for (const one of golden.medians) expect(median(one.values)).toBe(one.median);
    expect(median([])).toBeNull();
    expect(monotoneShare(golden.points)).toBeCloseTo(golden.monotone, 12);
  });
});
