import { lazy, Suspense } from 'react';
import type { Stores } from '../state/stores.ts';
import { ConceptDialog } from '../views/composer/ConceptDialog.tsx';
import { NotebookDrawer } from '../views/notebook/NotebookDrawer.tsx';
import { HintProvider } from '../views/parts/Hint.tsx';
import { SourceDialog } from '../views/search/SourceDialog.tsx';
import { StoresContext } from '../views/stores.ts';
import { Explorer } from './Explorer.tsx';
import { Header } from './Header.tsx';
import { HelpDialog } from './HelpDialog.tsx';
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
    </div>
  );
}
