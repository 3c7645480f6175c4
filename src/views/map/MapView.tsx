import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Catalogue } from '../../core/catalogue.ts';
import { colourCode, colourFromCode } from '../../state/mapStore.ts';
import { useDialogs } from '../dialogs.ts';
import { useDrafts } from '../drafts.ts';
import { Notice } from '../parts/Notice.tsx';
import { catalogueLayer, refOf } from './catalogueLayers.ts';
import type { PointRef } from './hit.ts';
import { InViewList } from './InViewList.tsx';
import { Legend } from './Legend.tsx';
import { MapStage, type StageTools } from './MapStage.tsx';
import { MapTools, ZoomTools } from './MapTools.tsx';
import './map.css';
import { colourGroups } from './mapColours.ts';
import type { MapHandlers } from './mapModel.ts';
import { pictureActions } from './pictureActions.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { useInView } from './useInView.ts';
import { type MapStores, useCatalogueLayers, useColouring, useMapModel } from './useMapModel.ts';
import { type Camera, type Viewport, worldBounds } from './view.ts';

/** The map of the loaded bundle; says what it is doing while there is none. */
export function MapView(stores: MapStores) {
  const catalogue = useStore(stores.bundles, (state) => state.catalogue);
  const load = useStore(stores.bundles, (state) => state.loads.catalogue);
  const retry = useStore(stores.bundles, (state) => state.retry);
  if (catalogue)
    return <LoadedMap key={`${catalogue.name} ${catalogue.version}`} stores={stores} catalogue={catalogue} />;
  return (
    <section className="map map-waiting" aria-label="Map">
      {load.status === 'failed' && load.error ? (
        <Notice
          message={load.error.message}
          hint={load.error.hint}
          detail={load.error.cause}
          action={{ label: 'Try again', onAct: () => void retry('catalogue') }}
        />
      ) : (
        <p className="soft" role="status">
          {load.status === 'loading' ? 'Reading the map…' : 'No bundle is open.'}
        </p>
      )}
    </section>
  );
}

/** Width in CSS pixels above which the legend stands open beside the points. */
const WIDE = 820;
/** Space beside the fitted points, in CSS pixels, that the controls take. */
const WIDE_INSET: Viewport['inset'] = { top: 64, right: 48, bottom: 32, left: 190 };
const NARROW_INSET: Viewport['inset'] = { top: 60, right: 16, bottom: 56, left: 16 };

interface LoadedMapProps {
  readonly stores: MapStores;
  readonly catalogue: Catalogue;
}

function LoadedMap({ stores, catalogue }: LoadedMapProps) {
  const { maps, recipes, cavs } = stores;
  const colour = useStore(maps, (state) => state.colour);
  const showUsers = useStore(maps, (state) => state.showUsers);
  const selection = useStore(maps, (state) => state.selection);
  const hasVector = useStore(recipes, (state) => state.composition !== null);
  const allCavs = useStore(cavs, (state) => state.all);
  const [tools, setTools] = useState<StageTools | null>(null);
  const [showMovies, setShowMovies] = useState(true);
  const [labels, setLabels] = useState(true);
  const [lassoMode, setLassoMode] = useState(false);
  const [listOpen, setListOpen] = useState(false);
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const frame = useRef<HTMLElement>(null);
  const layers = useCatalogueLayers(catalogue, showMovies, showUsers);
  const colouring = useColouring(stores, catalogue, layers, tools?.theme.theme ?? 'light');
  const model = useMapModel(stores, catalogue, layers, colouring, kept);
  const inView = useInView(model, tools?.zoom ?? null, listOpen);

  const code = colourCode(colour);
  const groups = colourGroups(allCavs, hasVector);
  // A mode that has nothing to go by is drawn as genre, so the menu says genre.
  const known = groups.some((group) => group.options.some((option) => option.value === code));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another colouring has other entries to keep
  useEffect(() => setKept(new Set()), [code]);

  const handlers = useMemo<MapHandlers>(() => {
    const entity = (point: PointRef) =>
      refOf(catalogue, model.layers[point.layer]?.kind ?? 'movie', point.row);
    return {
      onPick: (point, end) => {
        const { startFrom, blendWith } = recipes.getState();
        (end === 'a' ? startFrom : blendWith)(entity(point));
      },
      onSelect: (points, how) => {
        const { select, selection } = maps.getState();
        const chosen = points.map(entity);
        const fresh = chosen.filter(
          (one) => !selection.some((old) => old.kind === one.kind && old.id === one.id),
        );
        select(how === 'add' ? [...selection, ...fresh] : chosen);
        setLassoMode(false);
      },
      onToggle: (point) => maps.getState().toggleSelected(entity(point)),
      onHover: (point) => maps.getState().setHover(point && entity(point)),
      onClear: () => maps.getState().clearSelection(),
    };
  }, [catalogue, model.layers, maps, recipes]);

  const initialCamera = useRef<Camera | null>(maps.getState().camera).current;
  const onCamera = useCallback((camera: Camera) => maps.getState().setCamera(camera), [maps]);
  const wide = useWide(frame);
  // Of everything there is, so that hiding a layer does not move the others.
  const bounds = useMemo(
    () => worldBounds((['movie', 'user'] as const).map((kind) => catalogueLayer(catalogue, kind).points)),
    [catalogue],
  );
  const toggleKept = (id: string): void => {
    const next = new Set(kept);
    if (!next.delete(id)) next.add(id);
    setKept(next);
  };
  const startFromMean = (): void => {
    const { start, startFrom } = recipes.getState();
    const [first, ...others] = selection;
    if (first && others.length === 0) startFrom(first);
    else start({ type: 'mean', entities: selection });
  };
  const makeConcept = (): void => {
    const { concept, setConcept } = useDrafts.getState();
    setConcept({
      way: 'examples',
      positives: concept.positives.length > 0 ? concept.positives : selection,
    });
    useDialogs.getState().setConceptOpen(true);
  };
  return (
    <section ref={frame} className="map" aria-label="Map">
      <MapStage
        model={model}
        handlers={handlers}
        lassoMode={lassoMode}
        onLassoMode={setLassoMode}
        labels={labels}
        inset={wide ? WIDE_INSET : NARROW_INSET}
        bounds={bounds}
        initialCamera={initialCamera}
        onCamera={onCamera}
        onTools={setTools}
      />
      <MapTools
        colour={known ? code : 'genre'}
        colourGroups={groups}
        onColour={(next) => maps.getState().setColour(colourFromCode(next))}
        toggles={[
          { label: 'Movies', on: showMovies, onToggle: () => setShowMovies(!showMovies) },
          ...(catalogue.users.length > 0
            ? [{ label: 'Users', on: showUsers, onToggle: () => maps.getState().setShowUsers(!showUsers) }]
            : []),
          { label: 'Names', on: labels, onToggle: () => setLabels(!labels) },
        ]}
        lassoMode={lassoMode}
        onLassoMode={setLassoMode}
        listOpen={listOpen}
        onList={setListOpen}
        saves={tools ? pictureActions(model, colouring, tools, labels, catalogue) : []}
      />
      <Legend
        colouring={colouring}
        kept={kept}
        onToggle={toggleKept}
        onClear={() => setKept(new Set())}
        compact={!wide}
      />
      {selection.length > 0 && (
        <SelectionBar
          selection={selection}
          onMean={startFromMean}
          onConcept={makeConcept}
          onClear={handlers.onClear}
        />
      )}
      {listOpen && (
        <InViewList
          model={model}
          points={inView.points}
          total={inView.total}
          handlers={handlers}
          onClose={() => setListOpen(false)}
        />
      )}
      {tools && <ZoomTools zoom={tools.zoom} />}
    </section>
  );
}

/** Whether the frame has room for an open legend. */
function useWide(frame: RefObject<HTMLElement | null>): boolean {
  const [wide, setWide] = useState(true);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWide(element.clientWidth > WIDE));
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return wide;
}
