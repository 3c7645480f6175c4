import { useEffect } from 'react';
import { ElmError } from '../core/errors.ts';
import { takeFile } from '../state/droppedFile.ts';
import type { Stores } from '../state/stores.ts';
import { useStores } from '../views/stores.ts';
import { droppedFiles } from './folderFiles.ts';

/**
 * Takes what is dropped anywhere on the page: a folder is opened as a bundle, a notebook is imported, a
 * vector becomes the start. The browser would leave the page for the file otherwise.
 */
export function useDroppedFiles(): void {
  const stores = useStores();
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      // A window's own drop zone has taken it.
      if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      void take(stores, event.dataTransfer).catch((thrown: unknown) =>
        stores.notices.getState().complain(thrown),
      );
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('drop', onDrop);
    };
  }, [stores]);
}

async function take(stores: Stores, { items, files }: DataTransfer): Promise<void> {
  const { bundles, notices } = stores;
  const isFolder = [...items].some((item) => item.webkitGetAsEntry()?.isDirectory ?? false);
  const [file] = files;
  if (isFolder) {
    await bundles.getState().open({ kind: 'files', files: await droppedFiles(items) });
    const { error } = bundles.getState().loads.catalogue;
    if (error) notices.getState().complain(ElmError.fromRecord(error));
  } else if (file) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    notices.getState().tell(takeFile(stores, file.name, bytes));
  }
}
