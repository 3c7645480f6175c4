import { createStore } from 'zustand/vanilla';
import { spaceOf } from '../core/catalogue.ts';
import type { MapPoint } from '../core/mapPlacement.ts';
import type { EntityRef } from '../core/types.ts';
import type { BundleStore } from './bundleStore.ts';
import type { RecipeState, RecipeStore } from './recipeStore.ts';
import { type NearEntity, placeOfSource, placeVector, placingKind } from './surroundings.ts';

/** What the points are coloured by. */
export type ColourMode =
  | { readonly by: 'genre' | 'decade' | 'rating' | 'popularity' | 'probe' }
  | { readonly by: 'cav'; readonly cav: string };

/** Zoom (1 is the fitted view) and the map coordinates at the middle of the view. */
export interface MapCamera {
  readonly x: number;
  readonly y: number;
  readonly k: number;
}

/** The current vector on the map with its path. */
export interface Probe {
  readonly at: MapPoint;
  /** No entity has this vector. */
  readonly hypothetical: boolean;
  /** The line from A to B with its tick at alpha; null without a blend. */
  readonly line: { readonly from: MapPoint; readonly to: MapPoint; readonly tick: MapPoint } | null;
  /** One arrow for each push that moves, in order. */
  readonly pushes: readonly { readonly from: MapPoint; readonly to: MapPoint; readonly cav: string }[];
  /** Nearest entities of the kind that places this space, for the threads. */
  readonly neighbours: readonly NearEntity[];
}

export interface MapState {
  readonly colour: ColourMode;
  readonly hover: EntityRef | null;
  /** Lasso or shift-click selection, in the order of picking. */
  readonly selection: readonly EntityRef[];
  /** Null is the fitted view. */
  readonly camera: MapCamera | null;
  readonly showUsers: boolean;
  readonly probe: Probe | null;
  setColour(colour: ColourMode): void;
  setHover(entity: EntityRef | null): void;
  select(entities: readonly EntityRef[]): void;
  /** Adds an entity to the selection, or takes it out. */
  toggleSelected(entity: EntityRef): void;
  clearSelection(): void;
  setCamera(camera: MapCamera | null): void;
  setShowUsers(show: boolean): void;
}

export type MapStore = ReturnType<typeof createMapStore>;

/** "genre", "cav:dark-comedy": a colour mode as links write it. */
export function colourCode(colour: ColourMode): string {
  return colour.by === 'cav' ? `cav:${colour.cav}` : colour.by;
}

/** Reads `colourCode`; genre for anything unknown. */
export function colourFromCode(code: string | null): ColourMode {
  if (code?.startsWith('cav:')) return { by: 'cav', cav: code.slice(4) };
  const plain = (['genre', 'decade', 'rating', 'popularity', 'probe'] as const).find((by) => by === code);
  return { by: plain ?? 'genre' };
}

/** The store of what the map shows; the probe follows the recipe. */
export function createMapStore(bundles: BundleStore, recipes: RecipeStore) {
  const same = (a: EntityRef, b: EntityRef): boolean => a.kind === b.kind && a.id === b.id;

  const store = createStore<MapState>()((set) => ({
    colour: { by: 'genre' },
    hover: null,
    selection: [],
    camera: null,
    showUsers: false,
    probe: null,
    setColour: (colour) => set({ colour }),
    setHover: (hover) => set({ hover }),
    select: (selection) => set({ selection }),
    toggleSelected: (entity) =>
      set(({ selection }) => ({
        selection: selection.some((one) => same(one, entity))
          ? selection.filter((one) => !same(one, entity))
          : [...selection, entity],
      })),
    clearSelection: () => set({ selection: [] }),
    setCamera: (camera) => set({ camera }),
    setShowUsers: (showUsers) => set({ showUsers }),
  }));

  const probeOf = (state: RecipeState): Probe | null => {
    const { recipe, composition, surroundings, real } = state;
    const { catalogue } = bundles.getState();
    const space = catalogue && recipe ? spaceOf(catalogue, recipe.space) : null;
    if (!catalogue || !space || !recipe || !composition || !surroundings?.place) return null;
    const place = (vector: Float32Array): MapPoint | null => placeVector(catalogue, space, vector);
    const at = surroundings.place;
    const first = recipe.terms.length === 0 ? placeOfSource(catalogue, space, recipe.start) : null;
    const last = recipe.blend && placeOfSource(catalogue, space, recipe.blend.with);
    const blended = composition.steps.find((step) => step.kind === 'blend');
    let line: Probe['line'] = null;
    let from = at;
    if (composition.end && blended) {
      const start = first ?? place(composition.start);
      const to = last ?? place(composition.end);
      const tick = blended.vector === composition.vector ? at : place(blended.vector);
      if (start && to && tick) line = { from: start, to, tick };
      from = tick ?? at;
    } else if (composition.start !== composition.vector) {
      from = first ?? place(composition.start) ?? at;
    }
    const moving = recipe.pushes.filter((push) => push.sd !== 0);
    const pushed = composition.steps.filter((step) => step.kind === 'push');
    const pushes = pushed.flatMap(({ vector }, i) => {
      const to = i === pushed.length - 1 ? at : place(vector);
      const push = moving[i];
      if (!to || !push) return [];
      const arrow = { from, to, cav: push.cav };
      from = to;
      return [arrow];
    });
    const neighbours = placingKind(space) === 'user' ? surroundings.users : surroundings.movies;
    return { at, hypothetical: real === null, line, pushes, neighbours };
  };

  recipes.subscribe((state, previous) => {
    if (state.composition === previous.composition && state.surroundings === previous.surroundings) return;
    store.setState({ probe: probeOf(state) });
  });
  return store;
}
