import { useState } from 'react';
import { ElmError } from '../../core/errors.ts';
import { useStores } from '../stores.ts';

const COPIED_MS = 2000;

/**
 * Copies a text and says for two seconds that it did.
 * @param instead what a person can do where the browser does not let the page copy.
 */
export function useCopy(instead: string): { copied: boolean; copy(text: string): Promise<void> } {
  const { notices } = useStores();
  const [copied, setCopied] = useState(false);
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), COPIED_MS);
    } catch (thrown) {
      const message = 'The browser does not let this page copy.';
      notices.getState().complain(new ElmError('unexpected', message, instead, String(thrown)));
    }
  };
  return { copied, copy };
}
