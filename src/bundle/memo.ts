/** Runs `make` once; a failure is forgotten, so that the next call really tries again. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let pending: Promise<T> | null = null;
  return () => {
    pending ??= make().catch((thrown: unknown) => {
      pending = null;
      throw thrown;
    });
    return pending;
  };
}
