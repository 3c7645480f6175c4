import { createPortal } from 'react-dom';
import { Notice } from '../views/parts/Notice.tsx';
import { useNoticePlace } from '../views/parts/noticePlace.ts';
import { useNotebook, useNotices, useSettings, useStores } from '../views/stores.ts';

/**
 * What the page as a whole has to say, above everything or within the window that is open: what could not be
 * read, and what is not kept.
 */
export function PageNotices() {
  const { notices, settings } = useStores();
  const notice = useNotices((state) => state.notice);
  const unsaved = useNotebook((state) => state.error);
  const place = useNoticePlace();
  const isNotebookOpen = useSettings((state) => state.notebookOpen);
  // The open notebook says it itself.
  const isUnsaved = unsaved !== null && !isNotebookOpen;
  if (!notice && !isUnsaved) return null;
  const said = (
    <div className="page-notices">
      {notice && (
        <Notice
          tone={notice.tone}
          message={notice.message}
          detail={notice.detail}
          {...(notice.hint === null ? {} : { hint: notice.hint })}
          action={{ label: 'Dismiss', onAct: () => notices.getState().dismiss() }}
        />
      )}
      {isUnsaved && (
        <Notice
          message={unsaved.message}
          hint={unsaved.hint}
          detail={unsaved.cause}
          action={{
            label: 'Open the notebook',
            onAct: () => settings.getState().set({ notebookOpen: true }),
          }}
        />
      )}
    </div>
  );
  return place ? createPortal(said, place) : said;
}
