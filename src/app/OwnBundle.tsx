import { useRef, useState } from 'react';
import { ElmError, type ErrorRecord } from '../core/errors.ts';
import { Button } from '../views/parts/Button.tsx';
import { Notice } from '../views/parts/Notice.tsx';
import { useBundle, useStores } from '../views/stores.ts';
import { bundleAddress } from './bundleAddress.ts';
import { chosenFiles, droppedFiles, type FolderFiles } from './folderFiles.ts';

/** Your own space: a bundle from a folder or an address. One that is refused leaves the page as it was. */
export function OwnBundle() {
  const { bundles } = useStores();
  const title = useBundle((state) => state.catalogue?.title);
  const load = useBundle((state) => state.loads.catalogue);
  const folder = useRef<HTMLInputElement>(null);
  const [address, setAddress] = useState('');
  const [refused, setRefused] = useState<ErrorRecord | null>(null);
  const [isOver, setOver] = useState(false);
  const error = refused ?? (load.status === 'failed' ? load.error : null);

  const openFolder = (files: FolderFiles) => {
    setRefused(null);
    void bundles.getState().open({ kind: 'files', files });
  };
  const openAddress = () => {
    try {
      const base = bundleAddress(address, new URL(import.meta.env.BASE_URL, window.location.href).href);
      setRefused(null);
      void bundles.getState().open({ kind: 'url', base });
    } catch (thrown) {
      setRefused(ElmError.from(thrown).toRecord());
    }
  };

  return (
    <section
      className={`own-bundle ${isOver ? 'own-bundle-over' : ''}`}
      aria-label="Your own space"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        droppedFiles(event.dataTransfer.items).then(openFolder, (thrown: unknown) =>
          setRefused(
            new ElmError(
              'bad-file',
              'The browser could not read what was dropped.',
              'Choose the folder with the button instead.',
              String(thrown),
            ).toRecord(),
          ),
        );
      }}
    >
      <h3>Your own space</h3>
      <p role="status">
        {load.status === 'loading' ? 'Reading the bundle…' : `Loaded now: ${title ?? 'nothing'}.`}
      </p>
      <p>
        The package in <code>training/</code> makes a bundle from your files. Drop its folder here, choose it,
        or give its address on this server; other servers are not read from.
      </p>
      {error && <Notice message={error.message} hint={error.hint} detail={error.cause} />}
      <form
        className="own-bundle-form"
        onSubmit={(event) => {
          event.preventDefault();
          openAddress();
        }}
      >
        <Button onClick={() => folder.current?.click()}>Choose a folder…</Button>
        <input
          ref={(element) => {
            folder.current = element;
            // React has no property for it.
            element?.setAttribute('webkitdirectory', '');
          }}
          type="file"
          className="visually-hidden"
          tabIndex={-1}
          aria-label="Folder of a bundle"
          onChange={(event) => event.target.files && openFolder(chosenFiles(event.target.files))}
        />
        <input
          className="field"
          aria-label="Address of a bundle"
          placeholder="models/mine/"
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        />
        <Button type="submit" disabled={address.trim() === ''}>
          Open
        </Button>
      </form>
    </section>
  );
}
