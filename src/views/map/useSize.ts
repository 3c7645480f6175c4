import { type RefObject, useEffect, useState } from 'react';

/** Size of an element in CSS pixels and device pixels per CSS pixel; width 0 until it is measured. */
export interface Size {
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

/** More device pixels than this per CSS pixel are not worth their time. */
const MAX_RATIO = 2;

/** Follows an element's size, and the device's pixel ratio when a window moves to another screen. */
export function useSize(ref: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0, ratio: 1 });
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = (): void => {
      const next = {
        width: element.clientWidth,
        height: element.clientHeight,
        ratio: Math.min(MAX_RATIO, window.devicePixelRatio || 1),
      };
      setSize((old) =>
        old.width === next.width && old.height === next.height && old.ratio === next.ratio ? old : next,
      );
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    window.addEventListener('resize', measure);
    measure();
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [ref]);
  return size;
}
