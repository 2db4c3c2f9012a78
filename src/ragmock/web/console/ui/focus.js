// Where the keyboard is, when what it was on goes away.
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

/**
 * Gives a ref for an element with a tabindex: it takes the focus over when what had the focus in it
 * is gone, as a row is that was deleted, so that the keyboard is not sent back to the page's top.
 */
export function useKeptFocus() {
  const kept = useRef();
  const last = useRef();
  useEffect(() => {
    const note = (event) => (last.current = event.target);
    const holder = kept.current;
    holder?.addEventListener("focusin", note);
    return () => holder?.removeEventListener("focusin", note);
  });
  useLayoutEffect(() => {
    if (!last.current || last.current.isConnected) return;
    last.current = undefined;
    if (document.activeElement === document.body) kept.current?.focus();
  });
  return kept;
}
