// What is asked before something is done: a form above the page, in a native dialog.
import { useLayoutEffect, useRef, useState } from "preact/hooks";

import { html } from "../html.js";
import { Button } from "./controls.js";

/**
 * <${Dialog} title="Delete “Handbook”?" action="Delete" kind="danger" send=${work} onClose=${…} />
 * `send(data)` is given the FormData of the fields in it. When it is done, the dialog closes; what
 * it throws is shown in the dialog, which stays, with all that was typed. It is open while it is there.
 */
export function Dialog({ title, action, kind = "primary", send, onClose, children }) {
  const shown = useRef();
  const [failure, failed] = useState();
  const [isSending, sending] = useState(false);
  useLayoutEffect(() => shown.current.showModal(), []);
  const submit = async (event) => {
    event.preventDefault();
    if (isSending) return;
    const data = new FormData(event.target);
    sending(true);
    failed();
    try {
      await send(data);
      shown.current?.close();
    } catch (refused) {
      failed(refused);
    } finally {
      sending(false);
    }
  };
  return html`
    <dialog ref=${shown} onClose=${onClose} aria-label=${title}>
      <form onSubmit=${submit}>
        <h2 class="first">${title}</h2>
        ${children}
        ${failure && html`<div class="failure" role="alert"><p>${failure.message}</p></div>`}
        <div class="row end">
          <${Button} onClick=${() => shown.current.close()}>Cancel<//>
          <${Button} kind=${kind} type="submit" aria-busy=${isSending || undefined}>${action}<//>
        </div>
      </form>
    </dialog>
  `;
}
