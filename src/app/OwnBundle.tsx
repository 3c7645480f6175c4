import { useRef, useState } from 'react';
import { Button } from '../views/parts/Button.tsx';
import { Notice } from '../views/parts/Notice.tsx';
import { useBundle, useStores } from '../views/stores.ts';
import { chosenFiles, droppedFiles, type FolderFiles } from './folderFiles.ts';

/** Your own space: a bundle from a folder or an address. One that is refused leaves the page as it was. */
export function OwnBundle() {
  const { bundles } = useStores();
  const title = useBundle((state) => state.catalogue?.title);
  const load = useBundle((state) => state.loads.catalogue);
  const folder = useRef<HTMLInputElement>(null);
  const [address, setAddress] = useState('');

  const openFolder = (files: FolderFiles) => void bundles.getState().open({ kind: 'files', files });

  return (
    <section
      className="own-bundle"
      aria-label="Your own space"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void droppedFiles(event.dataTransfer.items).then(openFolder);
      }}
    >
      <h3>Your own space</h3>
      <p>
        Loaded now: {title ?? 'nothing'}. The package in <code>training/</code> makes a bundle from your
        files. Drop its folder here, choose it, or give its address on this server.
      </p>
      {load.status === 'failed' && load.error && (
        <Notice message={load.error.message} hint={load.error.hint} detail={load.error.cause} />
      )}
      <form
        className="own-bundle-form"
        onSubmit={(event) => {
          event.preventDefault();
          void bundles.getState().open({ kind: 'url', base: new URL(address, window.location.href).href });
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
        <Button
          type="submit"
          disabled={address.trim() === '' || !URL.canParse(address, window.location.href)}
        >
          Open
        </Button>
      </form>
    </section>
  );
}
