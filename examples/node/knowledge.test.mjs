// ragmock exec --fixture empty -- node --test examples/node/knowledge.test.mjs

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';

import { Knowledge } from './knowledge.mjs';

const { DIFY_API_BASE, RAGMOCK_URL, RAGMOCK_ADMIN_TOKEN } = process.env;

/** A world that no other test knows: the key opens it. */
class World {
  name = randomUUID();
  knowledge = new Knowledge(DIFY_API_BASE, `dataset-${this.name}`);

  /** Steer it, by a call of the control plane. */
  async steer(path, body) {
    const headers = { 'Content-Type': 'application/json' };
    if (RAGMOCK_ADMIN_TOKEN) headers.Authorization = `Bearer ${RAGMOCK_ADMIN_TOKEN}`;
    const url = `${RAGMOCK_URL}/__admin${path}?world=${this.name}`;
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    assert.ok(answer.ok, answer.headers.get('X-Ragmock-Diagnosis'));
    return answer.json();
  }
}

test('what is uploaded is found', async () => {
  const { knowledge } = new World();
  const pets = await knowledge.dataset('Pets');
  await knowledge.upload(pets, 'cats.txt', 'Cats are small carnivorous mammals.');
  await knowledge.upload(pets, 'parrots.txt', 'Parrots are colourful birds.');

  const [best] = await knowledge.search(pets, 'small mammals');
  assert.equal(best, 'Cats are small carnivorous mammals.');
});

test('a dataset is found again', async () => {
  const { knowledge } = new World();

  assert.equal(await knowledge.dataset('Pets'), await knowledge.dataset('Pets'));
});

test('a busy server is asked again', async () => {
  const world = new World();
  await world.steer('/faults', { operation: 'dify.datasets.*', fault: { status: 503 }, times: 1 });

  assert.ok(await world.knowledge.dataset('Pets'));
});

test('a wrong key is told', async () => {
  const knowledge = new Knowledge(DIFY_API_BASE, 'mistyped');

  await assert.rejects(knowledge.dataset('Pets'), { code: 'unauthorized' });
});
