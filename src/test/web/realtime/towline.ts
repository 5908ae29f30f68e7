// The server as the library meets it: tickets, streams, one log, in memory.

import type { Reason } from '../../../main/web/realtime/event';

interface Entry { id: number; channels: string[]; type: string; payload: Record<string, unknown> }
interface Ticket { channels: string[]; events: string[]; who: string }
interface Stream extends Ticket { write(text: string): void; end(): void }

export class Towline {
  log: Entry[] = [];
  head = 1000;
  oldest = 1001;
  /** Answers for a channel; null grants it. */
  refuses: (channel: string, who: string) => Reason | null = () => null;
  /** Answers any request with this status while it is set. */
  broken: number | 'unreachable' | null = null;
  streams = new Set<Stream>();
  asked: string[][] = [];
  opened: (string | null)[] = [];
  #tickets = new Map<string, Ticket>();

  append(type: string, ...channels: string[]): number {
    const entry = { id: ++this.head, type, channels, payload: { issueId: this.head } };
    this.log.push(entry);
    this.streams.forEach(stream => this.#send(stream, entry));
    return entry.id;
  }

  /** Forgets what is older than the newest `kept`. */
  forget(kept: number): void {
    this.log = this.log.slice(this.log.length - kept);
    this.oldest = this.head - kept + 1;
  }

  withdraw(channel: string): void {
    for (const stream of this.streams) {
      if (stream.channels.includes(channel)) {
        stream.channels = stream.channels.filter(other => other !== channel);
        stream.write(`event: leave\ndata: ${JSON.stringify({ channels: [channel], type: 'leave', payload: {} })}\n\n`);
        if (stream.channels.length === 0) {
          stream.end();
        }
      }
    }
  }

  heartbeat(): void {
    this.streams.forEach(stream => stream.write(':\n\n'));
  }

  /** As when a node is killed. */
  cut(): void {
    [...this.streams].forEach(stream => stream.end());
  }

  fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    if (this.broken === 'unreachable') {
      throw new TypeError('failed to fetch');
    }
    if (this.broken !== null) {
      return new Response('{}', { status: this.broken, headers: { 'Retry-After': '10' } });
    }
    const { pathname, searchParams } = new URL(url, 'http://towline.test');
    if (pathname === '/api/realtime/tickets' && init.method === 'POST') {
      const who = new Headers(init.headers).get('Authorization')!.replace('JWT ', '');
      return this.#ticket(JSON.parse(String(init.body)) as { channels: string[]; events: string[] }, who);
    }
    const ticket = this.#tickets.get(searchParams.get('ticket') ?? '');
    this.#tickets.delete(searchParams.get('ticket') ?? '');
    if (pathname !== '/realtime/stream' || !ticket) {
      return new Response('{}', { status: 401 });
    }
    return this.#stream(ticket, searchParams.get('lastEventId'), init.signal ?? null);
  };

  #ticket({ channels, events }: { channels: string[]; events: string[] }, who: string): Response {
    this.asked.push(channels);
    const refused = channels.map(channel => ({ channel, reason: this.refuses(channel, who) })).filter(({ reason }) => reason !== null);
    const accepted = channels.filter(channel => !refused.some(refusal => refusal.channel === channel));
    const ticket = accepted.length > 0 ? `ticket-${this.asked.length}` : null;
    if (ticket) {
      this.#tickets.set(ticket, { channels: accepted, events, who });
    }
    return Response.json({ ticket, expiresAt: null, accepted, refused });
  }

  #stream(ticket: Ticket, lastEventId: string | null, signal: AbortSignal | null): Response {
    this.opened.push(lastEventId);
    const utf8 = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      start: controller => {
        let open = true;
        const stream: Stream = {
          ...ticket,
          write: text => { if (open) { controller.enqueue(utf8.encode(text)); } },
          end: () => {
            if (open) {
              open = false;
              controller.close();
            }
            this.streams.delete(stream);
          },
        };
        signal?.addEventListener('abort', () => {
          open = false;
          this.streams.delete(stream);
          controller.error(new DOMException('aborted', 'AbortError'));
        });
        stream.write('retry: 2000\n: towline\n\n');
        const from = lastEventId === null ? this.head : Number(lastEventId);
        if (lastEventId === null) {
          stream.write(`id: ${this.head}\n\n`);
        } else if (from < this.oldest - 1 || from > this.head) {
          stream.write(`id: ${this.head}\nevent: refresh\ndata: ${JSON.stringify({ channels: ticket.channels, type: 'refresh', payload: {} })}\n\n`);
        } else {
          this.log.filter(entry => entry.id > from).forEach(entry => this.#send(stream, entry));
        }
        this.streams.add(stream);
      },
    });
    return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } });
  }

  #send(stream: Stream, { id, type, channels, payload }: Entry): void {
    const concerned = channels.filter(channel => stream.channels.includes(channel));
    if (concerned.length > 0 && (stream.events.length === 0 || stream.events.includes(type))) {
      // Cut in two, as a network may.
      const text = `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify({ channels: concerned, type, payload })}\n\n`;
      stream.write(text.slice(0, id % text.length));
      stream.write(text.slice(id % text.length));
    }
  }
}
