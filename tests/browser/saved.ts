import { readFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import { importNotebook, type Notebook } from '../../src/core/notebookJson.ts';

/** A file that the page handed to the browser. */
export interface SavedFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly text: string;
}

/** The file that an action makes the page save. */
export async function savedBy(page: Page, action: () => Promise<void>): Promise<SavedFile> {
  const [download] = await Promise.all([page.waitForEvent('download'), action()]);
  const bytes = await readFile(await download.path());
  return { name: download.suggestedFilename(), bytes, text: bytes.toString('utf8') };
}

/** Takes an entry of the menu behind a button, as a person would. */
export function fromMenu(page: Page, button: string, entry: RegExp): Promise<SavedFile> {
  return savedBy(page, async () => {
    await page.getByRole('button', { name: button, exact: true }).click();
    await page.getByRole('menuitem', { name: entry }).click();
  });
}

/** The notebook as its JSON export has it, newest run first; its drawer is opened for it and closed again. */
export async function exportedNotebook(page: Page): Promise<Notebook> {
  await page.getByRole('button', { name: /^Notebook/ }).click();
  const { text } = await fromMenu(page, 'Export', /JSON/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  return importNotebook(text);
}

/** Cells of a CSV text by RFC 4180. */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    (rows.at(-1) as string[]).push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

/**
 * Expects a drawing that stands by itself: well-formed, with title and description, drawn by the browser
 * as an image, and without anything that it would have to take from a page.
 */
export async function expectDrawing(page: Page, svg: string): Promise<void> {
  expect(svg).not.toMatch(/class=|var\(|<style|<script|href=/);
  const seen = await page.evaluate(async (text) => {
    const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.drawImage(image, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    return {
      root: root.tagName,
      title: root.querySelector(':scope > title')?.textContent ?? '',
      description: root.querySelector(':scope > desc')?.textContent ?? '',
      colours: new Set(pixels).size,
    };
  }, svg);
  expect(seen.root).toBe('svg');
  expect(seen.title).not.toBe('');
  expect(seen.description).toMatch(/\d/);
  // Paper, ink and the marks with their soft edges.
  expect(seen.colours).toBeGreaterThan(10);
}

/** Expects a PNG, and gives its size in pixels. */
export function pngSize(bytes: Buffer): { readonly width: number; readonly height: number } {
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}
