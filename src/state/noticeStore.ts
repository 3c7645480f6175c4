import { createStore } from 'zustand/vanilla';
import { ElmError } from '../core/errors.ts';

/** One sentence about the page as a whole, with one thing to do about it. */
export interface PageNotice {
  readonly message: string;
  readonly hint: string | null;
  readonly detail: string | null;
  readonly tone: 'bad' | 'plain';
}

export interface NoticeState {
  /** The last thing said, until it is put away. */
  readonly notice: PageNotice | null;
  /** Says what went wrong with a link, an address or a file. */
  complain(thrown: unknown): void;
  /** Says what was done. */
  tell(message: string): void;
  dismiss(): void;
}

export type NoticeStore = ReturnType<typeof createNoticeStore>;

/** The store of what the page says that belongs to none of its zones. */
export function createNoticeStore() {
  return createStore<NoticeState>()((set) => ({
    notice: null,
    complain: (thrown) => {
      const { message, hint, detail } = ElmError.from(thrown);
      set({ notice: { message, hint, detail, tone: 'bad' } });
    },
    tell: (message) => set({ notice: { message, hint: null, detail: null, tone: 'plain' } }),
    dismiss: () => set({ notice: null }),
  }));
}
