import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, manifestSchema, parseJson, tasksSchema } from '../../../src/bundle/schema.ts';
import { ElmError } from '../../../src/core/errors.ts';
import { tinyFolder } from '../engine/tinyBundle.ts';
import { FUZZ_RUNS, FUZZ_TIMEOUT } from '../fuzzRuns.ts';
import { type Json, pathsOf, withValue } from '../jsonPaths.ts';

const manifest: unknown = JSON.parse(readFileSync(join(tinyFolder, 'manifest.json'), 'utf8'));

function failureOf(work: () => unknown): ElmError | null {
  try {
    work();
    return null;
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(ElmError);
    return thrown as ElmError;
  }
}

describe('the manifest', () => {
  it('is accepted as the export writes it', () => {
    expect(check(manifestSchema, manifest, 'manifest.json').name).toBe('tiny');
  });

  it.each([
    [['elm', 'hidden'], -1, 'elm.hidden'],
    [['format'], 2, 'format'],
    [['files', 'tasks.json', 'sha256'], 'abc', 'files.tasks.json.sha256'],
    [['files', 'tasks.json', 'bytes'], 0, 'files.tasks.json.bytes'],
    [['entities', 'movie', 'table'], '../../secret', 'entities.movie.table'],
    [['entities', 'movie', 'table'], 'absent.parquet', 'entities.movie.table'],
    [['elm', 'tokens', 'eos'], 1_000_000, 'elm.tokens.eos'],
    [['elm', 'kvHeads'], 3, 'elm.kvHeads'],
    [['cavs', 'list', 0, 'std'], 0, 'cavs.list.0.std'],
    [['licences', 0, 'url'], 'javascript:alert(1)', 'licences.0.url'],
    [['encoder', 'dimension'], 7, 'encoder.dimension'],
  ])('is refused with the path of the field: %j = %j', (path, value, field) => {
    const failure = failureOf(() => check(manifestSchema, withValue(manifest, path, value), 'manifest.json'));
    expect(failure?.code).toBe('schema');
    expect(failure?.message).toContain(`manifest.json of this bundle is not valid: ${field}.`);
  });

  it.each(['a/../b', '/etc/passwd', 'https://x.org/a', 'a\\b', 'a//b', '', './a', 'a/..'])(
    'refuses the file name %j',
    (name) => {
      const files = { [name]: { bytes: 1, sha256: '0'.repeat(64) } };
      expect(failureOf(() => check(manifestSchema, withValue(manifest, ['files'], files), 'm'))?.code).toBe(
        'schema',
      );
    },
  );

  it(
    'is accepted or refused with one sentence, whatever is changed',
    () => {
      const paths = pathsOf(manifest);
      fc.assert(
        fc.property(
          fc.constantFrom(...paths),
          fc.option(fc.jsonValue() as fc.Arbitrary<Json>, { nil: undefined }),
          (path, value) => {
            const failure = failureOf(() =>
              check(manifestSchema, withValue(manifest, path, value), 'manifest.json'),
            );
            if (failure) expect(failure.toRecord()).toMatchObject({ code: 'schema' });
          },
        ),
        { numRuns: FUZZ_RUNS },
      );
    },
    FUZZ_TIMEOUT,
  );

  it(
    'is refused when it is not JSON, whatever the bytes',
    () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
          expect(failureOf(() => parseJson(manifestSchema, bytes, 'manifest.json'))?.code).toBe('schema');
        }),
        { numRuns: FUZZ_RUNS },
      );
    },
    FUZZ_TIMEOUT,
  );
});

describe('the tasks', () => {
  const task = {
    id: 'a',
    title: 'A',
    group: 'pair',
    prompt: 'Mix {0}',
    slots: ['semantic', 'semantic'],
    maxTokens: 9,
  };

  it('are refused when a slot has no mark in the prompt', () => {
    expect(failureOf(() => check(tasksSchema, [task], 'tasks.json'))?.message).toContain('0.prompt');
    expect(check(tasksSchema, [{ ...task, prompt: 'Mix {0} and {1}' }], 'tasks.json')).toHaveLength(1);
  });
});
