// Where our pages live: inside of Jira, as they see it through the script that it gives its iframes, or by themselves for whoever
// logged in to a self-hosted deployment. Without either (Jira's script is blocked, say) everything here still answers: pages stay
// readable, and only what needs a proof is off.

const ap = () => globalThis.AP;

const jira = {
  present: () => Boolean(ap()?.context?.getToken),

  // A fresh one each time; Jira renews it, and it is never kept.
  token: () => new Promise((resolve, reject) => {
    if (!jira.present()) {
      reject(new Error('no host'));
      return;
    }
    // Older hosts call back, newer ones also return a promise.
    const promised = ap().context.getToken(resolve);
    promised?.then?.(resolve, reject);
  }),

  isLost: status => status === 403 || status === 404,

  resize: () => ap()?.resize?.(),
};

const session = document.querySelector('meta[name="towline-session"]')?.content;

const alone = {
  present: () => true,
  token: async () => session,
  // Nobody but the person can begin another session.
  isLost: status => status === 401 || jira.isLost(status),
  resize: () => {},
};

export const {
  /** Whether calls of our own API can be proven. */
  present,
  /** What proves to it who is looking, for the Authorization header. */
  token,
  /** Whether an answer of this status means that the viewer may not look any more. */
  isLost,
  /** Lets Jira fit the iframe to what is in it. */
  resize,
} = session ? alone : jira;

// As early as possible: it loads the design tokens of the theme that the viewer chose. A page that stands alone has its own.
ap()?.theming?.initializeTheming?.()?.catch?.(() => {});
