// Where the keyboard is, when what it was on goes away.
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { html } from "../html.js";

/**
 * What comes and goes: <${Keeping} label="Datasets">…<//> takes the focus over when what had it in
 * there is gone, as a row is that was deleted, so that the keyboard is not sent to the page's top.
 */
export function Keeping({ label, children }) {
  const kept = useRef();
  const last = useRef();
  useEffect(() => {
    const note = (event) => (last.current = event.target);
    kept.current.addEventListener("focusin", note);
  }, []);
  useLayoutEffect(() => {
    if (!last.current || last.current.isConnected) return;
    last.current = undefined;
    if (document.activeElement === document.body) kept.current.focus();
  });
  return html`<div ref=${kept} role="group" tabindex="-1" aria-label=${label}>${children}</div>`;
}
