// What can be done with the whole: keep it as a file, forget it.
import { useState } from "preact/hooks";

import { html } from "../../html.js";
import { admin } from "../../server.js";
import { Button, Copy } from "../../ui/controls.js";
import { Dialog } from "../../ui/dialog.js";
import { notice } from "../../ui/notices.js";
import { touched } from "../../world.js";

export function Actions({ told, world }) {
  const [isAsking, asking] = useState(false);
  const of = world ? ` --world ${world}` : "";
  const command = `ragmock coverage --url ${location.origin}${of} --output coverage.html --output coverage.xml --output coverage.sarif`;
  const forget = async () => {
    const { deleted } = await admin("DELETE", "/coverage", { world });
    await touched();
    notice(`Forgot ${deleted} points.`);
  };
  return html`
    <div class="row">
      <${Button} onClick=${() => download(`coverage${world ? `-${world}` : ""}.json`, told)}>Download as JSON<//>
      <${Copy} text=${command} of="the command that writes HTML, JUnit XML and SARIF">Command for HTML, JUnit, SARIF<//>
      <${Button} kind="danger" onClick=${() => asking(true)}>Begin anew…<//>
    </div>
    ${isAsking &&
    html`
      <${Dialog} title="Forget what was tried?" action="Forget it" kind="danger" send=${forget} onClose=${() => asking(false)}>
        <p>
          ${world
            ? `What clients tried in the world ${world} is forgotten, and counts no longer for the whole server either. What the world holds stays.`
            : "What clients tried is forgotten for all worlds of this server, also for those that have ended. What they hold stays."}
        </p>
      <//>
    `}
  `;
}

function download(name, value) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(value, null, 2)], { type: "application/json" }));
  link.download = name;
  link.click();
  // not at once: the browser has only begun to read it
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
