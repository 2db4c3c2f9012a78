// What the page shows and does. Whatever comes from the server is set as text, never as HTML.

import { Knowledge } from './knowledge.js';

const at = (id) => document.getElementById(id);

let knowledge; // the client, once connected
let chosen; // the dataset that is shown

/** Make an element with properties, and texts or elements in it. */
function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Do something, and say so if it is refused. */
async function attempt(action) {
  at('refusal').replaceChildren();
  try {
    await action();
  } catch (refused) {
    at('refusal').replaceChildren(
      make('strong', {}, refused.message),
      make('span', {}, refused.detail ?? ''),
    );
  }
}

/** Have a form do something with its fields, and do it once at a time. */
function onSubmit(id, action) {
  const form = at(id);
  const button = form.querySelector('button');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    await attempt(() => action(new FormData(form), form));
    button.disabled = false;
  });
}

const counted = (number, thing) => `${number} ${thing}${number === 1 ? '' : 's'}`;

/** Say how much of a list is shown. */
function listed({ data, total }, thing) {
  return (data.length < total ? `${data.length} of ` : '') + counted(total, thing);
}

async function showDatasets() {
  const told = await knowledge.datasets();
  at('datasets-shown').textContent = listed(told, 'dataset');
  at('datasets').replaceChildren(...told.data.map((each) => {
    const radio = make('input', { type: 'radio', name: 'dataset', checked: each.id === chosen?.id });
    radio.addEventListener('change', () => attempt(() => choose(each)));
    return make('label', {}, radio, each.name);
  }));
}

async function choose(dataset) {
  chosen = dataset;
  at('dataset-title').textContent = dataset.name;
  for (const id of ['uploads', 'hits', 'found', 'documents', 'documents-shown']) {
    at(id).replaceChildren();
  }
  at('dataset').hidden = false;
  await showDocuments();
}

async function showDocuments() {
  const dataset = chosen;
  const told = await knowledge.documents(dataset.id);
  if (dataset !== chosen) return; // another one was chosen since
  at('documents-shown').textContent = listed(told, 'document');
  at('documents').replaceChildren(...told.data.map((each) => make(
    'li', {},
    make('span', {}, each.name),
    make('span', { className: 'quiet' }, each.indexing_status),
  )));
}

/** Show how far the indexing of an upload is, until it has ended. */
async function follow(name, dataset, batch) {
  const bar = make('progress', { ariaLabel: `Indexing of ${name}` });
  const said = make('span', { className: 'quiet' });
  at('uploads').prepend(make('li', {}, make('span', {}, name), bar, said));
  for await (const state of knowledge.indexing(dataset.id, batch)) {
    const { indexing_status: status, completed_segments: done, total_segments: all, error } = state;
    if (all) Object.assign(bar, { max: all, value: done });
    said.textContent = error ?? (all ? `${status}: ${done} of ${all} segments` : status);
  }
  if (dataset === chosen) await showDocuments();
}

onSubmit('connection', async (fields) => {
  knowledge = new Knowledge(fields.get('server'), fields.get('key'));
  chosen = undefined;
  document.querySelector('main').hidden = true;
  at('dataset').hidden = true;
  await showDatasets();
  document.querySelector('main').hidden = false;
});

onSubmit('creation', async (fields, form) => {
  await choose(await knowledge.create(fields.get('name')));
  form.reset();
  await showDatasets();
});

onSubmit('upload', async (fields, form) => {
  const file = fields.get('file');
  const dataset = chosen;
  const batch = await knowledge.upload(dataset.id, file);
  form.reset();
  attempt(() => follow(file.name, dataset, batch)); // while another one may be uploaded
});

onSubmit('search', async (fields) => {
  const hits = await knowledge.search(chosen.id, fields.get('query'));
  at('found').textContent = counted(hits.length, 'hit');
  at('hits').replaceChildren(...hits.map(({ segment, score }) => make(
    'li', {},
    make('p', {}, segment.content),
    make('p', { className: 'quiet' }, `${segment.document.name}, score ${score.toFixed(3)}`),
  )));
});
