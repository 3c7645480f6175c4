import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { History } from '../../../src/state/history.ts';

describe('History', () => {
  it('goes back and forth over what was pushed', () => {
    const history = new History(0);
    for (const value of [1, 2, 3]) history.push(value);
    expect([history.undo(), history.undo()]).toEqual([2, 1]);
    expect(history.redo()).toBe(2);
    history.push(9);
    expect(history.canRedo).toBe(false);
    expect([history.undo(), history.undo(), history.undo(), history.undo()]).toEqual([2, 1, 0, 0]);
    expect(history.canUndo).toBe(false);
  });

  it('takes a drag for one step, and two drags with a rest between them for two', () => {
    let now = 0;
    const history = new History(0, () => now);
    for (const value of [1, 2, 3]) {
      history.push(value, 'alpha');
      now += 100;
    }
    now += 2000;
    history.push(4, 'alpha');
    history.push(5, 'push');
    expect([history.undo(), history.undo(), history.undo()]).toEqual([4, 3, 0]);
  });

  it('undoes everything it did, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 50 }), (values) => {
        const history = new History<number>(-1);
        for (const value of values) history.push(value);
        for (const _ of values) history.undo();
        expect(history.value).toBe(-1);
        for (const _ of values) history.redo();
        expect(history.value).toBe(values.at(-1) ?? -1);
      }),
    );
  });
});
