// Jira, as our pages see it through the script that it gives its iframes. Without that script (the page stands alone, or its
// address is blocked) everything here still answers: pages stay readable, and only what needs a token is off.

const ap = () => globalThis.AP;

export const present = () => Boolean(ap()?.context?.getToken);

/** A fresh token that proves to our own API who is looking. Jira renews it; it is never kept. */
export function token() {
  return new Promise((resolve, reject) => {
    if (!present()) {
      reject(new Error('no host'));
      return;
    }
    // Older hosts call back, newer ones also return a promise.
    const promised = ap().context.getToken(resolve);
    promised?.then?.(resolve, reject);
  });
}

/** Lets Jira fit the iframe to what is in it. */
export function resize() {
  ap()?.resize?.();
}

// As early as possible: it loads the design tokens of the theme that the viewer chose.
ap()?.theming?.initializeTheming?.();
