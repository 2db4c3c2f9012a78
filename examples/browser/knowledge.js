// A small client of Dify's knowledge API, as a page of another origin might have it.

const MOST = 100; // of a list that the server gives at once

/** What a server answers instead, in its words; `detail` says more, where it can. */
export class Refused extends Error {
  constructor(message, detail = '') {
    super(message);
    this.detail = detail;
  }
}

export class Knowledge {
  constructor(server, key) {
    this.server = server.replace(/\/+$/, '');
    this.key = key;
  }

  /** Give the first datasets, as `data`, and how many there are, as `total`. */
  datasets() {
    return this.call('GET', `/datasets?limit=${MOST}`);
  }

  /** Make a dataset; give it. */
  create(name) {
    return this.call('POST', '/datasets', JSON.stringify({ name }));
  }

  /** Give the newest documents of a dataset, as `data`, and how many there are, as `total`. */
  documents(dataset) {
    return this.call('GET', `/datasets/${dataset}/documents?limit=${MOST}`);
  }

  /** Upload a file; give the batch under which its indexing is followed. */
  async upload(dataset, file) {
    const form = new FormData();
    form.append('file', file);
    form.append('data', JSON.stringify({
      indexing_technique: 'high_quality',
      process_rule: { mode: 'automatic' },
    }));
    return (await this.call('POST', `/datasets/${dataset}/document/create-by-file`, form)).batch;
  }

  /** Give how far the indexing of a batch is, again and again, until it has ended. */
  async *indexing(dataset, batch, pause = 500) {
    for (;;) {
      const told = await this.call('GET', `/datasets/${dataset}/documents/${batch}/indexing-status`);
      const [state] = told.data;
      yield state;
      if (['completed', 'error'].includes(state.indexing_status)) return;
      await new Promise((wake) => setTimeout(wake, pause));
    }
  }

  /** Give the hits for a query, the best first, each with `segment` and `score`. */
  async search(dataset, query) {
    const body = JSON.stringify({ query });
    return (await this.call('POST', `/datasets/${dataset}/retrieve`, body)).records;
  }

  /** Call with JSON, a form or nothing; throw what is refused. */
  async call(method, path, body) {
    const headers = { Authorization: `Bearer ${this.key}` };
    if (typeof body === 'string') headers['Content-Type'] = 'application/json';
    let answer;
    try {
      answer = await fetch(`${this.server}/v1${path}`, { method, headers, body });
    } catch {
      throw await this.unread();
    }
    const told = await answer.json();
    if (answer.ok) return told;
    throw new Refused(told.message, answer.headers.get('X-Ragmock-Diagnosis') ?? told.code);
  }

  /** Say why no answer could be read; a browser tells a page only that there is none. */
  async unread() {
    const { origin } = location;
    try {
      await fetch(`${this.server}/health`, { mode: 'no-cors' }); // is sent, and cannot be read
    } catch {
      return new Refused(`No server answers at ${this.server}.`, 'Start one: ragmock serve');
    }
    return new Refused(
      `The server at ${this.server} does not let pages of ${origin} call it.`,
      `Let them: ragmock serve --cors-origin ${origin}`,
    );
  }
}
