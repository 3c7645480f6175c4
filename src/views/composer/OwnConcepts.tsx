import { useState } from 'react';
import type { Cav } from '../../core/types.ts';
import { IconButton } from '../parts/Button.tsx';
import { percentText } from '../parts/format.ts';
import { Icon } from '../parts/Icon.tsx';
import { NameField } from '../parts/NameField.tsx';
import { Notice } from '../parts/Notice.tsx';
import { useBundle, useCavs, useStores } from '../stores.ts';

/** The concepts made here so far. */
export function OwnConcepts() {
  const { cavs } = useStores();
  const own = useCavs((state) => state.own);
  const removed = useCavs((state) => state.removed.at(-1));
  if (own.length === 0 && !removed) return null;
  return (
    <section className="own-concepts" aria-label="Made here">
      <h3 className="minor-heading">Made here</h3>
      {removed && (
        <Notice
          tone="plain"
          message={`“${removed.label}” was removed.`}
          action={{ label: 'Undo', onAct: () => cavs.getState().undoRemove() }}
        />
      )}
      <ul>
        {own.map((cav) => (
          <OwnConcept key={cav.id} cav={cav} />
        ))}
      </ul>
      <p className="soft">They are kept on this device, and the notebook’s JSON export carries them.</p>
    </section>
  );
}

function OwnConcept({ cav }: { readonly cav: Cav }) {
  const { id, label, space } = cav;
  const { cavs, recipes } = useStores();
  const isUsable = useCavs((state) => state.all.includes(cav));
  const hasCatalogue = useBundle((state) => state.catalogue !== null);
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
      <span className="soft number">
        {hasCatalogue && !isUsable ? 'for another space' : `${space}, ${qualityText(cav)}`}
      </span>
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

function qualityText({ accuracy, positives }: Cav): string {
  if (accuracy !== null) return `accuracy ${percentText(accuracy)}`;
  return positives === 0 ? 'from phrases' : 'unchecked';
}
