// A document is given a new name, text or file, or is cut anew.
import { html } from "../../../html.js";
import { Field } from "../../../ui/controls.js";
import { Dialog } from "../../../ui/dialog.js";
import { notice } from "../../../ui/notices.js";
import { change } from "./calls.js";

export function Replace({ dataset, document: { id, name }, onClose }) {
  const send = async (data) => {
    const file = data.get("file");
    if (file.size > 0 || file.name) await byFile(data, file);
    else await byText(data);
    notice(`“${name}” is indexed again.`);
  };
  const byFile = (data, file) => {
    const body = new FormData();
    body.append("data", JSON.stringify(data.get("name") ? { name: data.get("name") } : {}));
    body.append("file", file);
    return change("POST", [dataset, "documents", id, "update-by-file"], { body });
  };
  const byText = (data) => {
    const body = { text: data.get("text") };
    if (data.get("name")) body.name = data.get("name");
    return change("POST", [dataset, "documents", id, "update-by-text"], { body });
  };
  return html`
    <${Dialog} title=${`Update “${name}”`} action="Update" send=${send} onClose=${onClose}>
      <p>A new file, or a new text. It is indexed again, and its segments are made anew.</p>
      <${Field} label="name" hint="Empty: with a text it keeps its name, with a file it takes the file's.">
        <input name="name" autocomplete="off" autofocus />
      <//>
      <${Field} label="file"><input name="file" type="file" /><//>
      <${Field} label="text"><textarea name="text" rows="6" /><//>
    <//>
  `;
}
