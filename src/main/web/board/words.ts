// What the page says. The server rendered the words into it; what they are about takes the place of `%name`.

export type Says = (word: string, about?: Record<string, string | number>) => string;

export function wordsOf(element: HTMLElement): Says {
  return (word, about = {}) => (element.dataset[word] ?? '').replace(/%(\w+)/g, (all, name: string) => (name in about ? String(about[name]) : all));
}
