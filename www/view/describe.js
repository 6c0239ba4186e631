/** Tells those who cannot see it what stands around a control: its hint, its error, the marks in it. @param {Element} control */
export function describe(control) {
  const around = ['hint', 'error', 'marks'].map((part) => document.getElementById(`${control.id}-${part}`));
  const described = around.filter((part) => part && !part.hidden).map((part) => part?.id).join(' ');
  if (described) control.setAttribute('aria-describedby', described);
  else control.removeAttribute('aria-describedby');
}
