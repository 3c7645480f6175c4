import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { ErrorBoundary } from './app/ErrorBoundary.tsx';
import { startPage } from './app/start.ts';
import { keepForOffline } from './workers/offline.ts';
import './app/styles/index.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const stores = startPage();
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <App stores={stores} />
    </ErrorBoundary>
  </StrictMode>,
);

if (import.meta.env.PROD) void keepForOffline(import.meta.env.BASE_URL);
