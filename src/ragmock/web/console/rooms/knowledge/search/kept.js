// A field of the search whose value the address keeps.
import { useLayoutEffect, useRef } from "preact/hooks";

import { html } from "../../../html.js";

/** What is being typed in it, and is not kept yet, stays. */
export function Kept({ kept = "", ...rest }) {
  const field = useRef();
  const before = useRef("");
  useLayoutEffect(() => {
    const isTyped = document.activeElement === field.current && field.current.value !== before.current;
    if (!isTyped) field.current.value = kept;
    before.current = kept;
  }, [kept]);
  return html`<input ref=${field} ...${rest} />`;
}
