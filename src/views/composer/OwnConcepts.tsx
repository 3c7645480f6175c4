import { useState } from 'react';
import type { Cav } from '../../core/types.ts';
import { IconButton } from '../parts/Button.tsx';
import { percentText } from '../parts/format.ts';
import { Icon } from '../parts/Icon.tsx';
import { NameField } from '../parts/NameField.tsx';
import { useCavs, useStores } from '../stores.ts';

/** The concepts made here so far. */
export function OwnConcepts() {
  const own = useCavs((state) => state.own);
  if (own.length === 0) return null;
  return (
    <section className="own-concepts" aria-label="Made here">
      <h3 className="minor-heading">Made here</h3>
      <ul>
        {own.map((cav) => (
          <OwnConcept key={cav.id} cav={cav} />
        ))}
      </ul>
    </section>
  );
}

function OwnConcept({ cav: { id, label, accuracy } }: { readonly cav: Cav }) {
  const { cavs, recipes } = useStores();
  const [editing, setEditing] = useState(false);
  return (
    <li>
      {editing ? (
        <NameField
          label="Name of the attribute"
          name={label}
          onDone={(next) => {
            setEditing(false);
            const name = next?.trim() ?? '';
            if (name !== '' && name !== label) cavs.getState().rename(id, name);
          }}
        />
      ) : (
        <span>{label}</span>
      )}
      <span className="soft number">{accuracy === null ? 'phrases' : percentText(accuracy)}</span>
      <IconButton label={`Rename ${label}`} onClick={() => setEditing(true)}>
        <Icon name="pencil" />
      </IconButton>
      <IconButton
        label={`Remove ${label}`}
        onClick={() => {
          recipes.getState().removePush(id);
          cavs.getState().remove(id);
        }}
      >
        <Icon name="trash" />
      </IconButton>
    </li>
  );
}
