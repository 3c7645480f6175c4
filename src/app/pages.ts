export type Page = 'explorer' | 'evaluation';

/** Addresses of the two pages; any other hash is a link to a state of the explorer. */
export const PAGE_HASH: Readonly<Record<Page, string>> = { explorer: '#map', evaluation: '#evaluation' };
