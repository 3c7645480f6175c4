import { Notice } from '../views/parts/Notice.tsx';
import { useNotebook, useNotices, useSettings, useStores } from '../views/stores.ts';

/** What the page as a whole has to say, above everything: what could not be read, and what is not kept. */
export function PageNotices() {
  const { notices, settings } = useStores();
  const notice = useNotices((state) => state.notice);
  const unsaved = useNotebook((state) => state.error);
  const isNotebookOpen = useSettings((state) => state.notebookOpen);
  // The open notebook says it itself.
  const isUnsaved = unsaved !== null && !isNotebookOpen;
  if (!notice && !isUnsaved) return null;
  return (
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
}
