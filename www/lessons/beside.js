/** What a lesson puts into the lab: a cover over the verdict while one predicts, and how the task stands beside it. */
import { lessons as words } from '../strings.js';
import { button, byId, el } from '../view/dom.js';

/** Covers everything below the two sides, or uncovers it. @param {boolean} isCovered */
export function coverView(isCovered) {
  const lab = byId('lab-view');
  const cover = document.getElementById('cover');
  lab.toggleAttribute('data-covered', isCovered);
  if (!isCovered) cover?.remove();
  else if (!cover) lab.querySelector('.sides')?.after(newCover());
}

function newCover() {
  return el(
    'section',
    { id: 'cover', class: 'cover', 'data-of-room': true, 'aria-labelledby': 'cover-title' },
    el('h2', { id: 'cover-title' }, words.covered),
    el('p', {}, words.coveredHint),
    el('div', { class: 'task-buttons' }, button('lesson-question', words.toQuestion, { class: 'primary' }), button('lesson-show', words.show)),
  );
}

/** A line in the verdict's own bar, which stays in sight. */
export function standingPlace() {
  const place = document.getElementById('standing');
  if (place) return place;
  const made = el('div', { id: 'standing', class: 'standing-place', 'data-of-room': true });
  byId('verdict').append(made);
  return made;
}
