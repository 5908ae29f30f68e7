import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JSDOM } from 'jsdom';
import { morph } from '../../main/web/morph.js';

test('a row that did not change is the same element afterwards', () => {
  const { window } = new JSDOM('<ul></ul>');
  Object.assign(globalThis, { document: window.document, Node: window.Node });
  const list = window.document.querySelector('ul')!;
  const swap = (html: string) => morph(list, html, () => {});
  swap('<li id="a">one</li>');
  const row = list.querySelector('#a');
  swap('<li id="b">new</li><li id="a">one</li>');
  assert.equal(list.querySelector('#a'), row);
  assert.equal(list.querySelector('#b')?.getAttribute('data-fresh'), '');
});
