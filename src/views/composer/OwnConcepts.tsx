import { IconButton } from '../parts/Button.tsx';
import { percentText } from '../parts/format.ts';
import { Icon } from '../parts/Icon.tsx';
import { useCavs, useStores } from '../stores.ts';

/** The concepts made here so far. */
export function OwnConcepts() {
  const { cavs, recipes } = useStores();
  const own = useCavs((state) => state.own);
  if (own.length === 0) return null;
  return (
    <section className="own-concepts">
      <h3 className="minor-heading">Made here</h3>
      <ul>
        {own.map((cav) => (
          <li key={cav.id}>
            <span>{cav.label}</span>
            <span className="soft number">
              {cav.accuracy === null ? 'phrases' : percentText(cav.accuracy)}
            </span>
            <IconButton
              label={`Remove ${cav.label}`}
              onClick={() => {
                recipes.getState().removePush(cav.id);
                cavs.getState().remove(cav.id);
              }}
            >
              <Icon name="trash" />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
