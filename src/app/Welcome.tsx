import { useBundle, useStores } from '../views/stores.ts';
import { examplesFor } from './examples.ts';
import { runExample } from './runExample.ts';

/** What a first visit sees beside the map: what this is, and examples that run with one click. */
export function Welcome() {
  const stores = useStores();
  const catalogue = useBundle((state) => state.catalogue);
  return (
    <section className="zone welcome" aria-label="Examples">
      <p className="welcome-lead">
        Every point is a film, placed by what is written about it. Take any of them, or any place in between,
        and read what that vector means.
      </p>
      <ul className="examples">
        {(catalogue ? examplesFor(catalogue) : []).map((example) => (
          <li key={example.title}>
            <button type="button" className="example" onClick={() => runExample(stores, example)}>
              <span className="example-title">{example.title}</span>
              <span className="soft">{example.sentence}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
