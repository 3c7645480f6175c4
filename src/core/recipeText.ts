import type { EntityRef, Recipe, VectorSource } from './types.ts';

/** How entities and concepts are called where a recipe is written out. */
export interface RecipeNames {
  entity(entity: EntityRef): string;
  cav(id: string): string;
}

const TEXT_WORDS = 8;

/** A source in a few words: a title, the opening of a description in quotes, a label. */
export function sourceText(source: VectorSource, names: RecipeNames): string {
  switch (source.type) {
    case 'entity':
      return names.entity(source.entity);
    case 'text': {
      const words = source.text.trim().split(/\s+/);
      const opening = words.slice(0, TEXT_WORDS).join(' ');
      return `“${opening}${words.length > TEXT_WORDS ? '…' : ''}”`;
    }
    case 'vector':
      return source.label;
    case 'mean': {
      const [first, ...others] = source.entities;
      if (first && others.length === 0) return names.entity(first);
      return `mean of ${source.entities.length} selected`;
    }
  }
}

/** "+1.5 sd dark comedy"; the minus sign is a true minus. */
export function pushText(sd: number, label: string): string {
  return `${sd < 0 ? '−' : '+'}${Math.abs(Number(sd.toFixed(2)))} sd ${label}`;
}

/**
 * A recipe as a person would say it: "70 % Alien (1979), 30 % Clueless (1995), +1.5 sd dark comedy". At an
 * end of a blend only that end is named, and between them neither share reads as 0 %.
 */
export function recipeText(recipe: Recipe, names: RecipeNames): string {
  let start = sourceText(recipe.start, names);
  for (const term of recipe.terms) {
    start += ` ${term.sign > 0 ? '+' : '−'} ${sourceText(term.source, names)}`;
  }
  const { blend } = recipe;
  const parts: string[] = [];
  if (blend === null || blend.alpha === 0) parts.push(start);
  else if (blend.alpha === 1) parts.push(sourceText(blend.with, names));
  else {
    const percent = Math.max(1, Math.min(99, Math.round(blend.alpha * 100)));
    const first = recipe.terms.length > 0 ? `(${start})` : start;
    parts.push(`${100 - percent} % ${first}`, `${percent} % ${sourceText(blend.with, names)}`);
    if (blend.mode === 'spherical') parts.push('on the sphere');
  }
  for (const push of recipe.pushes) {
    if (push.sd !== 0) parts.push(pushText(push.sd, names.cav(push.cav)));
  }
  return parts.join(', ');
}
