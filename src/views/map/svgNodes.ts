import { createElement, type ReactElement } from 'react';

/** An SVG element as data: React draws it on the page, `svgString` writes it into a file. */
export interface SvgNode {
  readonly tag: 'circle' | 'line' | 'path' | 'rect' | 'text';
  readonly key: string;
  /** Attributes by their SVG names ("stroke-width"). */
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly text?: string;
  /** Class on the page; files carry every look as attributes and leave it out. */
  readonly className?: string;
}

/** Escapes text for element content and double-quoted attributes; characters that XML forbids are dropped. */
export function escapeXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 does not allow
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  );
}

/** The node as markup. */
export function nodeString({ tag, attributes, text }: SvgNode): string {
  const written = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(typeof value === 'number' ? round(value) : value)}"`)
    .join('');
  return text === undefined ? `<${tag}${written}/>` : `<${tag}${written}>${escapeXml(text)}</${tag}>`;
}

/** A number with at most two decimals. */
export function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** The node as a React element. */
export function nodeElement({ tag, key, attributes, text, className }: SvgNode): ReactElement {
  const props: Record<string, string | number> = { key, 'data-part': key };
  if (className !== undefined) props.className = className;
  for (const [name, value] of Object.entries(attributes)) {
    props[name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())] = value;
  }
  return createElement(tag, props, text);
}
