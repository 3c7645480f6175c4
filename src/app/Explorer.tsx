import { Composer } from '../views/composer/Composer.tsx';
import { MapView } from '../views/map/MapView.tsx';
import { Narration } from '../views/narration/Narration.tsx';
import { SideBySide } from '../views/narration/SideBySide.tsx';
import { SweepPanel } from '../views/narration/SweepPanel.tsx';
import { Progress } from '../views/parts/Progress.tsx';
import { useBundle, useRecipe, useStores } from '../views/stores.ts';
import { Welcome } from './Welcome.tsx';

/** The one screen: map, composer above narration. */
export function Explorer() {
  const { bundles, map, recipes, cavs } = useStores();
  const hasRecipe = useRecipe((state) => state.recipe !== null);
  const catalogueLoad = useBundle((state) => state.loads.catalogue);
  return (
    <main className="explorer">
      <div className="map-zone">
        <MapView bundles={bundles} maps={map} recipes={recipes} cavs={cavs} />
        {catalogueLoad.status === 'loading' && catalogueLoad.progress && (
          <div className="map-progress">
            <Progress
              label="Map"
              loaded={catalogueLoad.progress.loadedBytes}
              total={catalogueLoad.progress.totalBytes}
            />
          </div>
        )}
      </div>
      <div className="side">
        {!hasRecipe && <Welcome />}
        <Composer />
        <Narration />
        <SweepPanel />
      </div>
      <SideBySide />
    </main>
  );
}
