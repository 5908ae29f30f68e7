// Reads server-sent events from the body of an answer. Not EventSource: that hides heartbeats, so a dead connection looks alive; it
// hides the status of a refusal; and it comes back by itself with a ticket that is spent.

import type { Frame } from './event';

// The largest frame of the server names fifty channels: a few kilobytes.
const LONGEST = 256 * 1024;

/** @param heard called for whatever arrives, heartbeats included */
export async function* frames(body: ReadableStream<Uint8Array>, heard: () => void): AsyncGenerator<Frame> {
  const reader = body.getReader();
  const text = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      heard();
      const lines = (rest + text.decode(value, { stream: true })).split(/\n\r?\n/);
      rest = lines.pop()!;
      if (rest.length > LONGEST) {
        throw new Error('a frame without an end');
      }
      for (const block of lines) {
        const frame = read(block);
        if (frame) {
          yield frame;
        }
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function read(block: string): Frame | null {
  const frame: Frame = { id: null, type: '', data: '' };
  for (const line of block.split('\n')) {
    const [, name, value] = /^(id|event|data): ?(.*?)\r?$/.exec(line) ?? [];
    if (name === 'id' && /^\d+$/.test(value!)) {
      frame.id = Number(value);
    } else if (name === 'event') {
      frame.type = value!;
    } else if (name === 'data') {
      frame.data += frame.data ? `\n${value}` : value!;
    }
  }
  return frame.id !== null || frame.data ? frame : null;
}
