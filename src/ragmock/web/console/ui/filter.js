// What a list is narrowed by; the query of the place keeps it, so it can be sent to somebody.
import { useEffect, useRef } from "preact/hooks";

import { html } from "../html.js";
import { go, place } from "../place.js";

const REST = 250; // ms without a key; each filter is a question to the server

/** Put a value into the query of the place, and go to the first page of what it leaves. */
export function narrow(name, value) {
  const { rest, query } = place.value;
  go({ rest, query: { ...query, [name]: value, page: undefined } }, { replace: true });
}

/** A field for the words that a list is to hold. */
export function Filter({ label, name = "keyword" }) {
  const field = useRef();
  const planned = useRef();
  const kept = place.value.query[name] ?? "";
  useEffect(() => () => clearTimeout(planned.current), []);
  useEffect(() => {
    // gone elsewhere with the browser's “back”; what is being typed stays
    if (document.activeElement !== field.current) field.current.value = kept;
  }, [kept]);
  const type = () => {
    clearTimeout(planned.current);
    planned.current = setTimeout(() => narrow(name, field.current.value), REST);
  };
  return html`
    <input ref=${field} class="filter" type="search" aria-label=${label} placeholder=${label} defaultValue=${kept} onInput=${type} />
  `;
}
