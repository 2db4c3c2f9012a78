// Where files come in: dropped onto what is in it, or chosen; and documents from text.
import { useEffect, useRef, useState } from "preact/hooks";

import { html } from "../../../html.js";
import { place } from "../../../place.js";
import { Button, Field } from "../../../ui/controls.js";
import { Dialog } from "../../../ui/dialog.js";
import { notice } from "../../../ui/notices.js";
import { Progress } from "../../../ui/shown.js";
import { change } from "./calls.js";
import { Rules, rulesOf } from "./rules.js";
import { forget, send, sending } from "./sending.js";

export function Upload({ dataset, filter, children }) {
  const rules = useRef();
  const [isOver, over] = useState(false);
  const [isWriting, write] = useState(false);
  const take = (files) =>
    send({ world: place.value.world, dataset: dataset.id, files: [...files], data: rulesOf(new FormData(rules.current)) });
  const choose = (event) => {
    take(event.target.files);
    event.target.value = ""; // so that the same file can be chosen again
  };
  const drag = (event) => hasFiles(event) && over(true);
  const leave = (event) => event.currentTarget.contains(event.relatedTarget) || over(false);
  const drop = (event) => {
    over(false);
    if (hasFiles(event)) take(event.dataTransfer.files);
  };
  useHeldDrops();
  return html`
    <section class=${isOver ? "drop over" : "drop"} aria-label="Documents" onDragEnter=${drag} onDragOver=${drag} onDragLeave=${leave} onDrop=${drop}>
      <div class="row apart bar">
        ${filter}
        <div class="row">
          <${Button} onClick=${() => write(true)}>New from text<//>
          <label class="button primary"><input class="unseen" type="file" multiple onChange=${choose} />Upload files</label>
        </div>
      </div>
      <details class="rules">
        <summary>How uploads are cut and indexed</summary>
        <form ref=${rules} onSubmit=${(event) => event.preventDefault()}><${Rules} dataset=${dataset} /></form>
      </details>
      <${OnTheirWay} dataset=${dataset.id} />
      ${children}
      ${isOver && html`<p class="dropping" aria-hidden="true">Drop the files here</p>`}
    </section>
    ${isWriting && html`<${FromText} dataset=${dataset} onClose=${() => write(false)} />`}
  `;
}

function hasFiles({ dataTransfer }) {
  return dataTransfer.types.includes("Files");
}

/** A file that is dropped beside the list does not take the place of the whole page. */
function useHeldDrops() {
  useEffect(() => {
    const hold = (event) => hasFiles(event) && event.preventDefault();
    const kinds = ["dragenter", "dragover", "drop"];
    kinds.forEach((kind) => addEventListener(kind, hold));
    return () => kinds.forEach((kind) => removeEventListener(kind, hold));
  }, []);
}

function OnTheirWay({ dataset }) {
  const here = sending.value.filter((each) => each.world === place.value.world && each.dataset === dataset);
  if (here.length === 0) return null;
  return html`
    <ul class="sending" aria-label="Uploads">
      ${here.map(
        (each) => html`
          <li key=${each.id}>
            <bdi>${each.name}</bdi>
            ${each.failure
              ? html`
                  <span class="wrong" role="alert">${each.failure.message}</span>
                  <${Button} kind="plain" aria-label=${`Close what is said of ${each.name}`} onClick=${() => forget(each)}>×<//>
                `
              : html`<${Progress} value=${each.sent} max=${1} label=${`Upload of ${each.name}`} />`}
          </li>
        `,
      )}
    </ul>
  `;
}

function FromText({ dataset, onClose }) {
  const make = async (data) => {
    const body = { name: data.get("name"), text: data.get("text"), ...rulesOf(data) };
    const { document } = await change("POST", [dataset.id, "document", "create-by-text"], { body });
    notice(`Made the document “${document.name}”.`);
  };
  return html`
    <${Dialog} title="New document from text" action="Make" send=${make} onClose=${onClose}>
      <${Field} label="name"><input name="name" autocomplete="off" autofocus /><//>
      <${Field} label="text"><textarea name="text" rows="8" /><//>
      <details><summary>How it is cut and indexed</summary><${Rules} dataset=${dataset} /></details>
    <//>
  `;
}
