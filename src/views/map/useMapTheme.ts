import { type RefObject, useEffect, useState } from 'react';
import { luminance, parseColour, toHex } from './contrast.ts';
import type { Theme } from './palettes.ts';
import type { Rgb } from './raster.ts';

/** The page's colours as the map needs them: numbers for pixels, strings for exported pictures. */
export interface MapTheme {
  readonly theme: Theme;
  readonly background: Rgb;
  readonly ink: Rgb;
  readonly paperHex: string;
  readonly inkHex: string;
  readonly softHex: string;
  readonly ruleHex: string;
  readonly accentHex: string;
}

function resolve(element: HTMLElement, expression: string, fallback: Rgb): Rgb {
  const probe = document.createElement('span');
  probe.style.color = expression;
  element.append(probe);
  const colour = parseColour(getComputedStyle(probe).color);
  probe.remove();
  return colour ?? fallback;
}

function readTheme(element: HTMLElement): MapTheme {
  const background = resolve(element, 'var(--paper)', [250, 249, 246]);
  const ink = resolve(element, 'var(--ink)', [28, 30, 34]);
  return {
    theme: luminance(background) > 0.2 ? 'light' : 'dark',
    background,
    ink,
    paperHex: toHex(background),
    inkHex: toHex(ink),
    softHex: toHex(resolve(element, 'var(--ink-soft)', ink)),
    ruleHex: toHex(resolve(element, 'var(--rule-strong)', ink)),
    accentHex: toHex(resolve(element, 'var(--accent)', ink)),
  };
}

/** Follows the page's theme, whether the system or the page changes it; null before the first layout. */
export function useMapTheme(ref: RefObject<HTMLElement | null>): MapTheme | null {
  const [theme, setTheme] = useState<MapTheme | null>(null);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const update = (): void => {
      const next = readTheme(element);
      setTheme((old) => (old && old.paperHex === next.paperHex && old.inkHex === next.inkHex ? old : next));
    };
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    const observer = new MutationObserver(update);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'class', 'style'] });
    system.addEventListener('change', update);
    update();
    return () => {
      observer.disconnect();
      system.removeEventListener('change', update);
    };
  }, [ref]);
  return theme;
}
