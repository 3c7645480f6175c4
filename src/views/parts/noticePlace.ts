import { create } from 'zustand';

interface NoticePlaces {
  /** One for each open window, the topmost last. */
  readonly places: readonly HTMLElement[];
}

const usePlaces = create<NoticePlaces>()(() => ({ places: [] }));

/**
 * Ref of the element in which a window shows the page's notices while it is open: everything outside a modal
 * window is out of reach of pointer, keys and screen readers.
 */
export function offerNoticePlace(element: HTMLElement | null): (() => void) | undefined {
  if (!element) return undefined;
  usePlaces.setState(({ places }) => ({ places: [...places, element] }));
  return () => usePlaces.setState(({ places }) => ({ places: places.filter((one) => one !== element) }));
}

/** Where the page's notices go: into the topmost window, or null for the page itself. */
export function useNoticePlace(): HTMLElement | null {
  return usePlaces(({ places }) => places.at(-1) ?? null);
}
