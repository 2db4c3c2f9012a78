// Files on their way to a dataset: each with how much of it was sent, or why it was refused.
import { signal } from "@preact/signals";

import { notice } from "../../../ui/notices.js";
import { upload } from "../../../uploading.js";
import { touched } from "../../../world.js";
import { path } from "./calls.js";

const AT_ONCE = 3; // the browser has few connections, and the lists are read over them too

/** {id, world, dataset, name, sent: 0 to 1, failure}; what is done leaves it. */
export const sending = signal([]);
let count = 0;
let busy = 0;
let done = 0; // since nothing was on its way
const waiting = [];

/** Send files, a few at once; `data` is what Dify is told of each. */
export function send({ world, dataset, files, data }) {
  const added = files.map((file) => ({ id: (count += 1), world, dataset, name: file.name, sent: 0 }));
  sending.value = [...sending.value, ...added];
  added.forEach((one, at) => waiting.push(() => transfer(one, files[at], data)));
  next();
}

/** Say no more of a file that was refused. */
export function forget(one) {
  sending.value = sending.value.filter((each) => each.id !== one.id);
}

function next() {
  while (busy < AT_ONCE && waiting.length > 0) {
    busy += 1;
    waiting.shift()().finally(() => {
      busy -= 1;
      next();
    });
  }
  if (busy > 0 || done === 0) return;
  notice(done === 1 ? "Uploaded a file." : `Uploaded ${done} files.`);
  done = 0;
}

async function transfer(one, file, data) {
  const form = new FormData();
  form.append("data", JSON.stringify(data));
  form.append("file", file);
  const tell = (more) => (sending.value = sending.value.map((each) => (each.id === one.id ? { ...each, ...more } : each)));
  try {
    await upload(one.world, path([one.dataset, "document", "create-by-file"]), form, (sent) => tell({ sent }));
    forget(one);
    done += 1;
    await touched();
  } catch (failure) {
    tell({ failure });
  }
}
