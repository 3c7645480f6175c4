import { useEffect } from 'react';

const FOCUSABLE =
  'a[href], button:not([disabled]):not(.hint), input:not([disabled]):not([tabindex="-1"]), textarea:not([disabled]), [tabindex="0"]';

/** Where the keyboard was: the control, what it stood in, and all controls in their order. */
interface Place {
  readonly element: HTMLElement;
  readonly ancestors: readonly Element[];
  readonly controls: readonly HTMLElement[];
}

function placeOf(element: HTMLElement): Place {
  const ancestors: Element[] = [];
  for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) ancestors.push(up);
  return { element, ancestors, controls: [...document.querySelectorAll<HTMLElement>(FOCUSABLE)] };
}

/**
 * The control that takes over: the next one within what is left around the lost one, else the one before, else
 * the first of what has come in its place.
 */
function heirOf({ element, ancestors, controls }: Place): HTMLElement | null {
  const at = controls.indexOf(element);
  const order = [...controls.slice(at + 1), ...controls.slice(0, Math.max(0, at)).reverse()];
  for (const around of ancestors.filter((ancestor) => ancestor.isConnected)) {
    const heir =
      order.find((control) => around.contains(control) && control.matches(FOCUSABLE)) ??
      around.querySelector<HTMLElement>(FOCUSABLE);
    if (heir) return heir;
  }
  return null;
}

/**
 * Focus by keyboard never falls back to the top of the page: when the control that has it goes away or is
 * switched off, the next one in the same place gets it.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let place: Place | null = null;
    const onFocus = ({ target }: FocusEvent) => {
      place = target instanceof HTMLElement && target.matches(':focus-visible') ? placeOf(target) : null;
    };
    const onPointer = () => {
      place = null;
    };
    const observer = new MutationObserver(() => {
      if (!place || document.activeElement !== document.body) return;
      const isLost = !place.element.isConnected || place.element.matches(':disabled');
      if (isLost) heirOf(place)?.focus();
    });
    document.addEventListener('focusin', onFocus);
    document.addEventListener('pointerdown', onPointer, true);
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
    return () => {
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('pointerdown', onPointer, true);
      observer.disconnect();
    };
  }, []);
}
