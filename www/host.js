/** The host that a URL names, with its port; where it is no URL, all of it. @param {string} url */
export function hostOf(url) {
  return URL.canParse(url) ? new URL(url).host : url;
}
