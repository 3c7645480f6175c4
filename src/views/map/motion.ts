import { useEffect, useRef, useState } from 'react';

/** Milliseconds that a moved probe takes to its new place, and a view to its new camera. */
export const GLIDE_MS = 220;

/** Whether the person asked for less motion. */
export function reducedMotion(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Cubic ease-out, 0..1 to 0..1. */
export function easeOut(t: number): number {
  return 1 - (1 - t) ** 3;
}

/**
 * A place that glides to `target` over GLIDE_MS and starts anew from where it is when the target moves;
 * jumps where less motion is wanted or where there was no place before.
 */
export function useGlide(target: Place | null): Place | null {
  const [place, setPlace] = useState(target);
  const current = useRef(target);
  const x = target?.x;
  const y = target?.y;
  useEffect(() => {
    const arrive = (next: Place | null): void => {
      current.current = next;
      setPlace(next);
    };
    const goal = x === undefined || y === undefined ? null : { x, y };
    const start = current.current;
    if (!goal || !start || reducedMotion() || (start.x === goal.x && start.y === goal.y)) return arrive(goal);
    let frame = 0;
    const began = performance.now();
    const step = (now: number): void => {
      const t = Math.min(1, Math.max(0, (now - began) / GLIDE_MS));
      const share = easeOut(t);
      arrive({ x: start.x + (goal.x - start.x) * share, y: start.y + (goal.y - start.y) * share });
      if (t < 1) frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [x, y]);
  return place;
}
