import { lazy, Suspense, useEffect } from 'react';
import type { Stores } from '../state/stores.ts';
import { ConceptDialog } from '../views/composer/ConceptDialog.tsx';
import { useDrafts } from '../views/drafts.ts';
import { NotebookDrawer } from '../views/notebook/NotebookDrawer.tsx';
import { HintProvider } from '../views/parts/Hint.tsx';
import { SourceDialog } from '../views/search/SourceDialog.tsx';
import { StoresContext, useBundle } from '../views/stores.ts';
import { Explorer } from './Explorer.tsx';
import { Header } from './Header.tsx';
import { HelpDialog } from './HelpDialog.tsx';
import { PageNotices } from './PageNotices.tsx';
import { useDroppedFiles } from './useDroppedFiles.ts';
import { useKeptFocus } from './useKeptFocus.ts';
import { usePage } from './usePage.ts';
import { useShortcuts } from './useShortcuts.ts';

const EvaluationPage = lazy(() => import('../views/evaluation/EvaluationPage.tsx'));

/** The whole page around its stores. */
export function App({ stores }: { readonly stores: Stores }) {
  return (
    <StoresContext value={stores}>
      <HintProvider>
        <Shell />
      </HintProvider>
    </StoresContext>
  );
}

function Shell() {
  const page = usePage();
  useShortcuts();
  useDroppedFiles();
  useKeptFocus();
  useForgottenDrafts();
  return (
    <div className="shell">
      <Header page={page} />
      {page === 'evaluation' ? (
        <Suspense fallback={null}>
          <EvaluationPage />
        </Suspense>
      ) : (
        <Explorer />
      )}
      <SourceDialog />
      <ConceptDialog />
      <NotebookDrawer />
      <HelpDialog />
      <PageNotices />
    </div>
  );
}

/** Drafts that name entities end with the bundle that has them. */
function useForgottenDrafts(): void {
  const name = useBundle((state) => state.catalogue?.name);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when another bundle is there
  useEffect(() => useDrafts.getState().forgetEntities(), [name]);
}
