// Whether somebody looks at the page.

// Nobody looks: give the connection back (a browser has six for each host), and resume when somebody does.
const HIDDEN_MS = 60_000;

interface Eyes {
  /** @param nobodyLooks false when the browser takes the page away, perhaps to bring it back */
  pause(nobodyLooks: boolean): void;
  resume(): void;
}

/** Returns the function that stops watching. */
export function visibility({ pause, resume }: Eyes): () => void {
  let hiding: ReturnType<typeof setTimeout> | undefined;
  let paused = false;
  const page = document;

  function stop(nobodyLooks: boolean): void {
    clearTimeout(hiding);
    if (!paused) {
      paused = true;
      pause(nobodyLooks);
    }
  }

  function go(): void {
    clearTimeout(hiding);
    if (paused) {
      paused = false;
      resume();
    }
  }

  const changed = () => {
    clearTimeout(hiding);
    if (page.hidden) {
      hiding = setTimeout(() => stop(true), HIDDEN_MS);
    } else {
      go();
    }
  };
  const left = () => stop(false);
  // The browser keeps pages to go back to: such a page lives on without its stream.
  const returned = (event: PageTransitionEvent) => event.persisted && go();
  page.addEventListener('visibilitychange', changed);
  addEventListener('pagehide', left);
  addEventListener('pageshow', returned);
  changed();
  return () => {
    clearTimeout(hiding);
    page.removeEventListener('visibilitychange', changed);
    removeEventListener('pagehide', left);
    removeEventListener('pageshow', returned);
  };
}
