import { useEffect } from 'react';
import { stepBack, stepForward } from '../state/kept.ts';
import { useDialogs } from '../views/dialogs.ts';
import { useStores } from '../views/stores.ts';

/** Keys that work everywhere: Ctrl/Cmd-K searches, Ctrl/Cmd-Z and -Shift-Z undo and redo what decides the text. */
export function useShortcuts(): void {
  const stores = useStores();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key === 'k') {
        event.preventDefault();
        useDialogs.getState().chooseSource('start');
      } else if (key === 'z' && !isTextField(event.target)) {
        event.preventDefault();
        if (event.shiftKey) stepForward(stores);
        else stepBack(stores);
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [stores]);
}

/** Text fields have an undo of their own. */
function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
