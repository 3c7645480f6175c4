import { z } from 'zod';
import { ElmError } from './errors.ts';
import { type CavRecord, cavSchema, recipeSchema, settingsSchema } from './records.ts';
import type { Blend, EntityRef, NarrationSettings, Recipe, VectorSource } from './types.ts';

/** The whole state of the page that a link carries. */
export interface LinkState {
  readonly recipe: Recipe;
  readonly task: string;
  readonly settings: NarrationSettings;
  /** Centre of the map in its own coordinates and magnification; null for the fitted view. */
  readonly view: { readonly x: number; readonly y: number; readonly k: number } | null;
  /** Colour mode of the map as the map store writes it. */
  readonly colour: string | null;
  /** The person's own concepts that the recipe uses. */
  readonly cavs: readonly CavRecord[];
}

const VERSION = '1';
const SETTING_ORDER = [
  'temperature',
  'topK',
  'topP',
  'repetitionPenalty',
  'seed',
  'maxTokens',
  'bestOf',
] as const satisfies readonly (keyof NarrationSettings)[];

const linkSchema: z.ZodType<LinkState> = z.object({
  recipe: recipeSchema,
  task: z.string().min(1).max(400),
  settings: settingsSchema,
  view: z.object({ x: z.number(), y: z.number(), k: z.number().positive() }).nullable(),
  colour: z.string().max(400).nullable(),
  cavs: z.array(cavSchema).max(50),
});

/** Numbers as base64url of little-endian float32: a third of their decimal length. */
function packNumbers(values: readonly number[]): string {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  for (const [i, value] of values.entries()) view.setFloat32(i * 4, value, true);
  let binary = '';
  for (let i = 0; i < view.byteLength; i += 1) binary += String.fromCharCode(view.getUint8(i));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function unpackNumbers(packed: string): number[] {
  const binary = atob(packed.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => view.getFloat32(i * 4, true));
}

function entityCode({ kind, id }: EntityRef): string {
  return `${kind === 'movie' ? 'm' : 'u'}${id}`;
}

function entityFrom(code: string): EntityRef {
  return { kind: code.startsWith('m') ? 'movie' : 'user', id: Number(code.slice(1)) };
}

/** m12 or u7, t:text, v:packed:label, a:m1,m2 (mean). */
function sourceCode(source: VectorSource): string {
  switch (source.type) {
    case 'entity':
      return entityCode(source.entity);
    case 'text':
      return `t:${source.text}`;
    case 'vector':
      return `v:${packNumbers(source.values)}:${source.label}`;
    case 'mean':
      return `a:${source.entities.map(entityCode).join(',')}`;
  }
}

function sourceFrom(code: string): VectorSource {
  if (/^[mu]-?\d+$/.test(code)) return { type: 'entity', entity: entityFrom(code) };
  const body = code.slice(2);
  if (code.startsWith('t:')) return { type: 'text', text: body };
  if (code.startsWith('a:')) return { type: 'mean', entities: body.split(',').map(entityFrom) };
  const colon = body.indexOf(':');
  if (!code.startsWith('v:') || colon < 0) throw new SyntaxError(`unknown source ${code.slice(0, 20)}`);
  return { type: 'vector', label: body.slice(colon + 1), values: unpackNumbers(body.slice(0, colon)) };
}

function blendFrom(code: string): Blend {
  const [alpha = '', mode = '', ...rest] = code.split(',');
  return {
    with: sourceFrom(rest.join(',')),
    alpha: Number(alpha),
    mode: mode === 's' ? 'spherical' : 'linear',
  };
}

/** Splits `code` at its last comma. */
function splitLast(code: string): readonly [string, string] {
  const comma = code.lastIndexOf(',');
  return [code.slice(0, comma), code.slice(comma + 1)];
}

/** Seven digits: a thousandth of a pixel at the greatest zoom, and the same link again for the same view. */
function viewNumber(value: number): string {
  return String(Number(value.toPrecision(7)));
}

/** The state as the part of an address after `#`; a few dozen characters for recipes of entities. */
export function linkHash(state: LinkState): string {
  const { recipe, task, settings, view, colour, cavs } = state;
  const parameters = new URLSearchParams();
  parameters.append('v', VERSION);
  parameters.append('space', recipe.space);
  parameters.append('start', sourceCode(recipe.start));
  for (const { sign, source } of recipe.terms) {
    parameters.append('term', `${sign > 0 ? '+' : '-'}${sourceCode(source)}`);
  }
  if (recipe.blend) {
    const { alpha, mode, with: end } = recipe.blend;
    parameters.append('blend', `${alpha},${mode === 'spherical' ? 's' : 'l'},${sourceCode(end)}`);
  }
  for (const { cav, sd } of recipe.pushes) parameters.append('push', `${cav},${sd}`);
  parameters.append('task', task);
  parameters.append('set', SETTING_ORDER.map((key) => settings[key]).join(','));
  if (view) parameters.append('view', [view.x, view.y, view.k].map(viewNumber).join(','));
  if (colour) parameters.append('colour', colour);
  for (const { direction, ...about } of cavs) {
    parameters.append('cav', `${packNumbers(direction)}:${JSON.stringify(about)}`);
  }
  // Commas and colons are legal in a fragment, and shorter and easier to read as they are.
  return parameters.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
}

function readParameters(parameters: URLSearchParams): unknown {
  const blend = parameters.get('blend');
  const settings = (parameters.get('set') ?? '').split(',').map(Number);
  const view = parameters.get('view')?.split(',').map(Number);
  return {
    recipe: {
      space: parameters.get('space'),
      start: sourceFrom(parameters.get('start') ?? ''),
      terms: parameters.getAll('term').map((code) => ({
        sign: code.startsWith('-') ? -1 : 1,
        source: sourceFrom(code.slice(1)),
      })),
      blend: blend === null ? null : blendFrom(blend),
      pushes: parameters.getAll('push').map((code) => {
        const [cav, sd] = splitLast(code);
        return { cav, sd: Number(sd) };
      }),
    },
    task: parameters.get('task'),
    settings: Object.fromEntries(SETTING_ORDER.map((key, i) => [key, settings[i]])),
    view: view ? { x: view[0], y: view[1], k: view[2] } : null,
    colour: parameters.get('colour'),
    cavs: parameters.getAll('cav').map((code) => {
      const colon = code.indexOf(':');
      const about: unknown = JSON.parse(code.slice(colon + 1));
      return { ...(about as object), direction: unpackNumbers(code.slice(0, colon)) };
    }),
  };
}

/**
 * Reads the part of an address after `#`, with or without it; null when there is none.
 * @throws ElmError `schema` for a link of another version or one that is damaged.
 */
export function parseLink(hash: string): LinkState | null {
  const body = hash.replace(/^#/, '');
  if (body === '') return null;
  const parameters = new URLSearchParams(body);
  if (parameters.get('v') !== VERSION) {
    throw new ElmError(
      'schema',
      'This link was made by another version of the page.',
      'Ask for a new link, or start from the map.',
      `version ${parameters.get('v')}`,
    );
  }
  let detail: string;
  try {
    const result = linkSchema.safeParse(readParameters(parameters));
    if (result.success) return result.data;
    const issue = result.error.issues[0];
    detail = `${issue?.path.map(String).join('.')}: ${issue?.message}`;
  } catch (error) {
    detail = String(error);
  }
  throw new ElmError('schema', 'This link is damaged.', 'Copy it again, or start from the map.', detail);
}
