// Adding, changing and deleting segments and their child chunks.
import { html } from "../../../html.js";
import { Field } from "../../../ui/controls.js";
import { Dialog } from "../../../ui/dialog.js";
import { Tick } from "../parts.js";
import { change } from "./calls.js";

/** Without a `segment`, a new one is added. */
export function SegmentForm({ segment, steps, form, onClose }) {
  const save = (data) => {
    const said = { content: data.get("content") };
    if (form === "qa_model") said.answer = data.get("answer");
    const keywords = words(data.get("keywords"));
    // what is not sent stays, and of a new one is taken from the text
    if (keywords.join() !== (segment?.keywords ?? []).join()) said.keywords = keywords;
    if (data.has("regenerate_child_chunks")) said.regenerate_child_chunks = true;
    return segment
      ? change("POST", [...steps, segment.id], { body: { segment: said } })
      : change("POST", steps, { body: { segments: [said] } });
  };
  const title = segment ? `Edit segment ${segment.position}` : "Add a segment";
  return html`
    <${Dialog} title=${title} action=${segment ? "Save" : "Add"} send=${save} onClose=${onClose}>
      <${Field} label="content"><textarea name="content" rows="8" defaultValue=${segment?.content ?? ""} autofocus /><//>
      ${form === "qa_model" &&
      html`<${Field} label="answer"><textarea name="answer" defaultValue=${segment?.answer ?? ""} /><//>`}
      <${Field} label="keywords" hint=${segment ? "One in each line." : "One in each line; without any, they are taken from the text."}>
        <textarea name="keywords" defaultValue=${(segment?.keywords ?? []).join("\n")} />
      <//>
      ${segment &&
      form === "hierarchical_model" &&
      html`<p><${Tick} name="regenerate_child_chunks">regenerate_child_chunks: make them anew from the content<//></p>`}
    <//>
  `;
}

/** Without a `child`, a new one is added. */
export function ChildForm({ child, own, onClose }) {
  const save = (data) => change(child ? "PATCH" : "POST", own, { body: { content: data.get("content") } });
  return html`
    <${Dialog} title=${child ? "Edit the child chunk" : "Add a child chunk"} action=${child ? "Save" : "Add"} send=${save} onClose=${onClose}>
      <${Field} label="content"><textarea name="content" rows="5" defaultValue=${child?.content ?? ""} autofocus /><//>
    <//>
  `;
}

/** Deletes what the steps `own` lead to; `of` is what it is called. */
export function DeletePart({ of, own, onClose }) {
  const remove = () => change("DELETE", own);
  return html`<${Dialog} title=${`Delete ${of}?`} action="Delete" kind="danger" send=${remove} onClose=${onClose} />`;
}

function words(text) {
  return text
    .split("\n")
    .map((each) => each.trim())
    .filter(Boolean);
}
