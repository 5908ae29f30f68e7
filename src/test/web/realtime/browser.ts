// What tabs of one browser have in common: locks, and channels between them.

interface Waiting { run(): void; signal: AbortSignal | undefined }

class Locks {
  #held = new Set<string>();
  #queues = new Map<string, Waiting[]>();

  request(name: string, options: { signal?: AbortSignal }, work: () => Promise<void> | void): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        signal: options.signal,
        run: () => {
          this.#held.add(name);
          void Promise.resolve(work()).then(() => {
            this.#held.delete(name);
            this.#next(name);
            resolve();
          });
        },
      };
      options.signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
      this.#queues.set(name, [...this.#queues.get(name) ?? [], waiting]);
      queueMicrotask(() => this.#next(name));
    });
  }

  #next(name: string): void {
    const queue = (this.#queues.get(name) ?? []).filter(({ signal }) => !signal?.aborted);
    const first = this.#held.has(name) ? undefined : queue.shift();
    this.#queues.set(name, queue);
    first?.run();
  }
}

const channels = new Set<Channel>();

class Channel {
  onmessage: ((event: { data: unknown }) => void) | null = null;

  constructor(readonly name: string) {
    channels.add(this);
  }

  postMessage(data: unknown): void {
    const copy = structuredClone(data);
    for (const other of channels) {
      if (other !== this && other.name === this.name) {
        queueMicrotask(() => channels.has(other) && other.onmessage?.({ data: copy }));
      }
    }
  }

  close(): void {
    channels.delete(this);
  }
}

export function browser(): void {
  channels.clear();
  Object.defineProperty(globalThis, 'navigator', { value: { locks: new Locks() }, configurable: true });
  Object.assign(globalThis, { BroadcastChannel: Channel });
}

/** The names under which tabs speak. */
export function names(): string[] {
  return [...new Set([...channels].map(({ name }) => name))];
}

/** As the context token of this person at this site, as far as a page reads it. */
export function token(who: string, site = 'site'): string {
  return `head.${btoa(JSON.stringify({ iss: site, sub: who }))}.signature`;
}
