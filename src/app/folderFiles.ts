/** Files of a folder by their path inside it; `manifest.json` names the folder that the paths start from. */
export type FolderFiles = ReadonlyMap<string, File>;

/** The files of a folder chosen with `<input webkitdirectory>`. */
export function chosenFiles(list: FileList): FolderFiles {
  return fromManifest(new Map([...list].map((file) => [file.webkitRelativePath, file])));
}

/** The files of what was dropped: a folder, or the contents of one. */
export async function droppedFiles(items: DataTransferItemList): Promise<FolderFiles> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const files = new Map<string, File>();
  for (const entry of entries) await collect(entry, files);
  return fromManifest(files);
}

async function collect(entry: FileSystemEntry, files: Map<string, File>): Promise<void> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    files.set(entry.fullPath.replace(/^\//, ''), file);
  } else if (isFolder(entry)) {
    for (const child of await childrenOf(entry)) await collect(child, files);
  }
}

// By their flags: Chromium has no global FileSystemFileEntry to be an instance of.
function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** A reader hands out at most 100 entries at a time, and an empty list at the end. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fromManifest(files: ReadonlyMap<string, File>): FolderFiles {
  const manifest = [...files.keys()]
    .filter((path) => path === 'manifest.json' || path.endsWith('/manifest.json'))
    .sort((a, b) => a.length - b.length)[0];
  if (manifest === undefined) return files;
  const prefix = manifest.slice(0, -'manifest.json'.length);
  return new Map(
    [...files].flatMap(([path, file]) =>
      path.startsWith(prefix) ? [[path.slice(prefix.length), file] as const] : [],
    ),
  );
}
