import { useEffect, useState } from 'react';
import { agoText } from '../../core/elapsed.ts';
import { useNarration, useStores } from '../stores.ts';

const TICK_MS = 30_000;

/** Says when the text on show was not written now but taken from the notebook, and offers to write it anew. */
export function KeptLine() {
  const createdAt = useNarration(({ shown, outdated }) =>
    shown?.fromNotebook && !outdated ? shown.run?.createdAt : undefined,
  );
  return createdAt === undefined ? null : <Kept key={createdAt} createdAt={createdAt} />;
}

function Kept({ createdAt }: { readonly createdAt: string }) {
  const { narration } = useStores();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="kept-line soft">
      From your notebook,{' '}
      <time dateTime={createdAt} title={new Date(createdAt).toLocaleString()}>
        {agoText(createdAt, now)}
      </time>
      .{' '}
      <button type="button" onClick={() => void narration.getState().narrate()}>
        Narrate again
      </button>
    </p>
  );
}
