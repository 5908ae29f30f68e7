// Time that passes when the test says so. It takes the place of the global timers; promises settle between two timers as they do in a browser.

interface Timer { at: number; call: () => void }

export class Clock {
  now = 1_000_000;
  #timers = new Map<number, Timer>();
  #next = 1;

  install(): void {
    globalThis.setTimeout = ((call: () => void, delay = 0) => {
      this.#timers.set(this.#next, { at: this.now + delay, call });
      return this.#next++;
    }) as unknown as typeof setTimeout;
    globalThis.clearTimeout = ((id: number) => { this.#timers.delete(id); }) as typeof clearTimeout;
    Date.now = () => this.now;
  }

  async pass(millis: number): Promise<void> {
    const end = this.now + millis;
    await settle();
    for (;;) {
      const due = [...this.#timers].filter(([, timer]) => timer.at <= end).sort(([a, x], [b, y]) => x.at - y.at || a - b)[0];
      if (!due) {
        break;
      }
      this.#timers.delete(due[0]);
      this.now = Math.max(this.now, due[1].at);
      due[1].call();
      await settle();
    }
    this.now = end;
  }

  get waiting(): number {
    return this.#timers.size;
  }
}

const turn = setImmediate;

export async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) {
    await new Promise<void>(resolve => turn(resolve));
  }
}
