import { useDialogs } from '../views/dialogs.ts';
import { Dialog } from '../views/parts/Dialog.tsx';
import { OwnBundle } from './OwnBundle.tsx';

/** What is what, in one screen. */
export function HelpDialog() {
  const { helpOpen, setHelpOpen } = useDialogs();
  return (
    <Dialog title="What this is" open={helpOpen} onOpenChange={setHelpOpen}>
      <div className="help">
        <p>
          A recommender knows films and people as vectors: lists of a few hundred numbers. This page has a
          small language model read such a vector and say in words what it means, also for places where no
          film is.
        </p>
        <dl>
          <dt>Map</dt>
          <dd>
            Films that are written about alike lie close. Click one to start from it, <kbd>Ctrl</kbd>-click a
            second one to blend, drag to move, scroll to zoom. <kbd>Shift</kbd>-click selects, and so does a
            lasso drawn with <kbd>Shift</kbd>. On a touch screen, tap a film and choose.
          </dd>
          <dt>Recipe</dt>
          <dd>
            How the vector is made. Slide between two films, push along an attribute by standard deviations of
            that attribute over all films, add and take away vectors, describe a film of your own, or make up
            a viewer from a few ratings.
          </dd>
          <dt>Distance from the data</dt>
          <dd>
            Far from every real film the words mean less. Near the 100th percentile no real film stands as
            lonely.
          </dd>
          <dt>Semantic consistency</dt>
          <dd>
            The text is turned back into a vector and compared with the one it was written from. Judge it
            between its floor (a text about something else) and its ceiling (a real text about this).
          </dd>
          <dt>Notebook</dt>
          <dd>
            Keeps every narration with everything that made it, on this device. The same recipe, task and seed
            give the same words; a copied link carries all three.
          </dd>
        </dl>
        <OwnBundle />
        <p className="soft">
          Keys: <kbd>Ctrl</kbd> <kbd>K</kbd> finds, <kbd>Ctrl</kbd> <kbd>Z</kbd> undoes. Sliders move with the
          arrow keys.
        </p>
        <p className="soft">
          After “Demystifying Embedding Spaces using Large Language Models” (Tennenholtz et al., 2024). Titles
          and ratings behind the vectors: MovieLens, GroupLens. This product uses TMDB and the TMDB APIs but
          is not endorsed or certified by TMDB.
        </p>
      </div>
    </Dialog>
  );
}
